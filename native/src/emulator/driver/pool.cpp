// Stream-ordered allocation: memory exists between the allocation's and the free's turn on their streams.

#include <algorithm>

#include "context.h"
#include "memory_calls.h"

namespace emulator {

CUmemPoolHandle_st& defaultPool(int device) {
    auto& pools = driver().pools;
    for (const auto& pool : pools)
        if (pool->isDefault && pool->device == device) return *pool;
    pools.push_back(std::make_unique<CUmemPoolHandle_st>());
    pools.back()->device = device;
    pools.back()->isDefault = true;
    driver().handles.insert(pools.back().get());
    return *pools.back();
}

void trimPools(int device) {
    for (const auto& pool : driver().pools)
        if (pool->device == device) pool->reserved = std::min(pool->reserved, std::max(pool->used, pool->threshold));
}

namespace {

void take(CUmemPoolHandle_st& pool, uint64_t bytes) {
    uint64_t needed = pool.used + bytes, total = driver().settings.memoryBytes;
    if (needed > pool.reserved) {
        uint64_t others = bytesInUse(pool.device) - pool.reserved;
        require(others <= total && needed <= total - others, CUDA_ERROR_OUT_OF_MEMORY);
        pool.reserved = needed;
    }
    pool.used = needed;
    pool.usedHigh = std::max(pool.usedHigh, pool.used);
    pool.reservedHigh = std::max(pool.reservedHigh, pool.reserved);
}

bool isCapturing(CUctx_st& context, CUstream handle) {
    CUstream stream = streamOf(context, handle);
    return stream != nullptr && stream->capture != nullptr;
}

void allocate(CUctx_st& context, const char* name, CUdeviceptr* address, size_t bytes, CUmemPoolHandle_st& pool,
              CUstream stream) {
    require(address != nullptr && bytes > 0);
    countAllocation();
    take(pool, bytes);
    MemoryTable& memory = driver().memory;
    Allocation* block = &memory.allocate(bytes, Allocation::Kind::Pooled, pool.device, &pool, name, true);
    *address = block->address;
    enqueue(context, stream,
            {name,
             [=] {
                 driver().memory.fulfil(*block);
                 driver().running->log.touched[block].add(0, block->bytes, true);
             },
             {},
             {}});
}

/// Work that was queued earlier on a stream which the free does not wait for, and that still needs the block.
void checkNobodyWaits(CUctx_st& context, const Allocation& block, const Queue& freeing) {
    for (const auto& queue : context.queues) {
        if (queue.get() == &freeing) continue;
        for (const Work& work : queue->waiting)
            for (uint64_t address : work.addresses)
                if (address - block.address < block.bytes)
                    throw DeviceError{CUDA_ERROR_ILLEGAL_ADDRESS, "use after free: cuMemFreeAsync on stream " +
                                                                      freeing.name + " does not wait for '" +
                                                                      work.what + "' on stream " + queue->name +
                                                                      ", which uses " + describe(block)};
    }
}

void freeLater(CUctx_st& context, CUdeviceptr address, CUstream stream) {
    Allocation* block = driver().memory.startingAt(address);
    bool wrong = block == nullptr || block->leaving || block->kind == Allocation::Kind::Pinned;
    if (wrong) {
        const Allocation* near = driver().memory.at(address);
        bool twice =
            near != nullptr && near->address == address && (near->leaving || near->state == Allocation::State::Freed);
        driver().report(std::string("cuMemFreeAsync: ") + (twice ? "double free of " + describe(*near)
                                                                 : "free of an address that no allocation begins at"));
        fail(CUDA_ERROR_INVALID_VALUE);
    }
    bool captured = isCapturing(context, stream);
    Queue& queue = queueOf(context, stream);
    Work work{"cuMemFreeAsync", nullptr, {}, {}};
    if (captured) {
        work.run = [=] { driver().memory.promise(*block); };
    } else {
        block->leaving = true;
        if (block->kind == Allocation::Kind::Pooled)
            static_cast<CUmemPoolHandle_st*>(const_cast<void*>(block->owner))->used -= block->bytes;
        else
            driver().plainBytes[static_cast<size_t>(block->device)] -= block->bytes;
        work.run = [=, &queue, &context] {
            checkNobodyWaits(context, *block, queue);
            if (block->state == Allocation::State::Promised)
                throw DeviceError{CUDA_ERROR_ILLEGAL_ADDRESS,
                                  "cuMemFreeAsync: free before allocation of " + describe(*block)};
            driver().running->log.touched[block].add(0, block->bytes, true);
            checkOrder();
            driver().memory.release(*block, "cuMemFreeAsync");
        };
    }
    enqueue(context, stream, std::move(work));
}

uint64_t& attributeOf(CUmemPoolHandle_st& pool, CUmemPool_attribute attribute) {
    switch (static_cast<int>(attribute)) {
        case CU_MEMPOOL_ATTR_RELEASE_THRESHOLD: return pool.threshold;
        case CU_MEMPOOL_ATTR_RESERVED_MEM_CURRENT: return pool.reserved;
        case CU_MEMPOOL_ATTR_RESERVED_MEM_HIGH: return pool.reservedHigh;
        case CU_MEMPOOL_ATTR_USED_MEM_CURRENT: return pool.used;
        case CU_MEMPOOL_ATTR_USED_MEM_HIGH: return pool.usedHigh;
        default: fail(CUDA_ERROR_INVALID_VALUE);
    }
}

}  // namespace

}  // namespace emulator

using namespace emulator;

extern "C" {

CUresult cuDeviceGetDefaultMemPool(CUmemoryPool* pool, CUdevice device) {
    return call(__func__, [&] {
        require(device >= 0 && device < driver().settings.devices, CUDA_ERROR_INVALID_DEVICE);
        *pool = &defaultPool(device);
    });
}

CUresult cuDeviceGetMemPool(CUmemoryPool* pool, CUdevice device) { return cuDeviceGetDefaultMemPool(pool, device); }

CUresult cuMemPoolCreate(CUmemoryPool* created, const CUmemPoolProps* props) {
    return call(__func__, [&] {
        require(created != nullptr && props != nullptr && props->allocType == CU_MEM_ALLOCATION_TYPE_PINNED &&
                props->location.type == CU_MEM_LOCATION_TYPE_DEVICE);
        for (unsigned char byte : props->reserved) require(byte == 0);
        auto pool = std::make_unique<CUmemPoolHandle_st>();
        pool->device = props->location.id;
        driver().handles.insert(pool.get());
        *created = pool.get();
        driver().pools.push_back(std::move(pool));
    });
}

CUresult cuMemPoolDestroy(CUmemoryPool handle) {
    return call(__func__, [&] {
        CUmemPoolHandle_st& pool = checkedHandle(handle);
        require(!pool.isDefault);
        for (const Allocation* left : driver().memory.live(&pool))
            driver().report("leak: " + describe(*left) + " is still allocated as its pool is destroyed");
        for (Allocation* left : driver().memory.live(&pool)) driver().memory.release(*left, "cuMemPoolDestroy");
        driver().handles.erase(&pool);
        // Frees that are still queued name the pool, so only its books are closed.
        pool.reserved = pool.used = pool.threshold = 0;
    });
}

CUresult cuMemPoolSetAttribute(CUmemoryPool pool, CUmemPool_attribute attribute, void* value) {
    return call(__func__, [&] {
        CUmemPoolHandle_st& found = checkedHandle(pool);
        if (static_cast<int>(attribute) <= 3) return;  // reuse policies
        uint64_t wanted = *static_cast<const cuuint64_t*>(value);
        if (attribute == CU_MEMPOOL_ATTR_RELEASE_THRESHOLD)
            found.threshold = wanted;
        else if (attribute == CU_MEMPOOL_ATTR_RESERVED_MEM_HIGH && wanted == 0)
            found.reservedHigh = found.reserved;
        else if (attribute == CU_MEMPOOL_ATTR_USED_MEM_HIGH && wanted == 0)
            found.usedHigh = found.used;
        else
            fail(CUDA_ERROR_INVALID_VALUE);
    });
}

CUresult cuMemPoolGetAttribute(CUmemoryPool pool, CUmemPool_attribute attribute, void* value) {
    return call(__func__, [&] {
        CUmemPoolHandle_st& found = checkedHandle(pool);
        if (static_cast<int>(attribute) <= 3)
            *static_cast<int*>(value) = 1;
        else
            *static_cast<cuuint64_t*>(value) = attributeOf(found, attribute);
    });
}

CUresult cuMemPoolTrimTo(CUmemoryPool pool, size_t keep) {
    return call(__func__, [&] {
        CUmemPoolHandle_st& found = checkedHandle(pool);
        found.reserved = std::min<uint64_t>(found.reserved, std::max<uint64_t>(found.used, keep));
    });
}

CUresult cuMemAllocAsync(CUdeviceptr* address, size_t bytes, CUstream stream) {
    return contextCall(__func__, [&](CUctx_st& context) {
        allocate(context, "cuMemAllocAsync", address, bytes, defaultPool(context.device), stream);
    });
}

CUresult cuMemAllocFromPoolAsync(CUdeviceptr* address, size_t bytes, CUmemoryPool pool, CUstream stream) {
    return contextCall(__func__, [&](CUctx_st& context) {
        allocate(context, "cuMemAllocFromPoolAsync", address, bytes, checkedHandle(pool), stream);
    });
}

CUresult cuMemFreeAsync(CUdeviceptr address, CUstream stream) {
    return contextCall(__func__, [&](CUctx_st& context) {
        bool astray = driver().settings.leftOut == "free-order";
        if (address != 0) freeLater(context, address, astray ? nullptr : stream);
    });
}
}
