// Memory of the device and pinned memory of the host, outside of pools.

#include <algorithm>

#include "context.h"
#include "memory_calls.h"

namespace emulator {

void countAllocation() {
    Settings& settings = driver().settings;
    ++driver().allocations;
    if (settings.failAllocation == 0 || --settings.failAllocation > 0) return;
    if (--settings.failAllocations > 0)
        settings.failAllocation = 1;
    else
        settings.failAllocations = 1;
    fail(CUDA_ERROR_OUT_OF_MEMORY);
}

uint64_t bytesInUse(int device) {
    auto& plain = driver().plainBytes;
    uint64_t total = static_cast<size_t>(device) < plain.size() ? plain[static_cast<size_t>(device)] : 0;
    for (const auto& pool : driver().pools)
        if (pool->device == device) total += pool->reserved;
    return total;
}

void takePlain(int device, uint64_t bytes) {
    uint64_t total = driver().settings.memoryBytes, used = bytesInUse(device);
    require(used <= total && bytes <= total - used, CUDA_ERROR_OUT_OF_MEMORY);
    auto& plain = driver().plainBytes;
    if (plain.size() <= static_cast<size_t>(device)) plain.resize(static_cast<size_t>(device) + 1);
    plain[static_cast<size_t>(device)] += bytes;
}

void releaseMemory(CUctx_st& context) {
    for (Allocation* block : driver().memory.ownedBy(&context)) {
        bool plain = block->kind == Allocation::Kind::Device || block->kind == Allocation::Kind::Managed;
        if (plain && !block->leaving) driver().plainBytes[static_cast<size_t>(context.device)] -= block->bytes;
        driver().memory.release(*block, "the end of its context");
    }
    for (const auto& pool : driver().pools) {
        if (pool->device != context.device || !context.primary) continue;
        for (Allocation* block : driver().memory.ownedBy(pool.get()))
            driver().memory.release(*block, "the end of its context");
        pool->used = pool->reserved = 0;
    }
    for (const auto& module : context.modules)
        for (const auto& variable : module->variables)
            if (Allocation* block = driver().memory.startingAt(variable.address))
                driver().memory.release(*block, "the end of its context");
}

uint8_t* deviceRange(const CUctx_st& context, const std::string& what, uint64_t address, uint64_t bytes, bool write) {
    if (bytes == 0) return nullptr;
    std::string why;
    uint8_t* host = driver().memory.range(address, bytes, context.device, write, &why);
    if (host == nullptr) throw DeviceError{CUDA_ERROR_ILLEGAL_ADDRESS, what + ": " + why};
    Allocation* block = driver().memory.at(address);
    driver().running->log.touched[block].add(address - block->address, address - block->address + bytes, write);
    return host;
}

void checkRange(const CUctx_st& context, const char* what, uint64_t address, uint64_t bytes, bool write) {
    if (bytes == 0) return;
    const Allocation* block = driver().memory.at(address);
    bool inside = block != nullptr && address - block->address <= block->bytes &&
                  bytes <= block->bytes - (address - block->address) && block->state != Allocation::State::Freed;
    if (inside) return;
    driver().report(std::string(what) + ": " + driver().memory.explain(address, bytes, context.device, write));
    fail(CUDA_ERROR_INVALID_VALUE);
}

bool isPinned(const void* host) {
    auto address = reinterpret_cast<uint64_t>(host);
    const Allocation* block = driver().memory.at(address);
    return block != nullptr && block->state == Allocation::State::Live && address - block->address < block->bytes;
}

namespace {

void allocate(CUctx_st& context, const char* name, CUdeviceptr* address, size_t bytes) {
    require(address != nullptr && bytes > 0);
    refuseDuringCapture();
    countAllocation();
    takePlain(context.device, bytes);
    *address = driver().memory.allocate(bytes, Allocation::Kind::Device, context.device, &context, name).address;
}

void refuseFree(const char* name, uint64_t address) {
    const Allocation* block = driver().memory.at(address);
    bool twice = block != nullptr && block->address == address && block->state == Allocation::State::Freed;
    std::string what =
        twice ? "double free of " + describe(*block) + ", freed by " + block->freed
              : "free of an address that no allocation begins at; " + driver().memory.explain(address, 1, 0, true);
    driver().report(std::string(name) + ": " + what);
    fail(CUDA_ERROR_INVALID_VALUE);
}

Allocation& ownBlock(const char* name, uint64_t address, std::initializer_list<Allocation::Kind> kinds) {
    Allocation* block = driver().memory.startingAt(address);
    bool fits = block != nullptr && !block->leaving && std::count(kinds.begin(), kinds.end(), block->kind) > 0;
    if (!fits) refuseFree(name, address);
    return *block;
}

void pinned(CUctx_st& context, const char* name, void** host, size_t bytes) {
    require(host != nullptr && bytes > 0);
    refuseDuringCapture();
    countAllocation();
    *host = driver().memory.allocate(bytes, Allocation::Kind::Pinned, context.device, &context, name).host;
}

}  // namespace

}  // namespace emulator

using namespace emulator;
using BlockKind = Allocation::Kind;

extern "C" {

CUresult cuMemAlloc_v2(CUdeviceptr* address, size_t bytes) {
    return contextCall(__func__, [&](CUctx_st& context) { allocate(context, "cuMemAlloc", address, bytes); });
}

CUresult cuMemAllocPitch_v2(CUdeviceptr* address, size_t* pitch, size_t width, size_t height, unsigned) {
    return contextCall(__func__, [&](CUctx_st& context) {
        *pitch = (width + 511) / 512 * 512;
        allocate(context, "cuMemAllocPitch", address, *pitch * height);
    });
}

CUresult cuMemAllocManaged(CUdeviceptr* address, size_t bytes, unsigned) {
    return contextCall(__func__, [&](CUctx_st& context) {
        require(bytes > 0);
        countAllocation();
        takePlain(context.device, bytes);
        *address =
            driver().memory.allocate(bytes, BlockKind::Managed, context.device, &context, "cuMemAllocManaged").address;
    });
}

/// Waits for the whole context, as the real one does.
CUresult cuMemFree_v2(CUdeviceptr address) {
    return contextCall(__func__, [&](CUctx_st& context) {
        if (address == 0) return;
        refuseDuringCapture();
        Allocation& block = ownBlock("cuMemFree", address, {BlockKind::Device, BlockKind::Managed, BlockKind::Pooled});
        executeAll(context);
        require(context.sticky == CUDA_SUCCESS, context.sticky);
        if (block.kind == BlockKind::Pooled) {
            auto* pool = static_cast<CUmemPoolHandle_st*>(const_cast<void*>(block.owner));
            pool->used -= block.bytes;
        } else {
            driver().plainBytes[static_cast<size_t>(block.device)] -= block.bytes;
        }
        driver().memory.release(block, "cuMemFree");
    });
}

CUresult cuMemGetInfo_v2(size_t* free, size_t* total) {
    return contextCall(__func__, [&](CUctx_st& context) {
        uint64_t all = driver().settings.memoryBytes, used = bytesInUse(context.device);
        if (total != nullptr) *total = all;
        if (free != nullptr) *free = used < all ? all - used : 0;
    });
}

CUresult cuMemAllocHost_v2(void** host, size_t bytes) {
    return contextCall(__func__, [&](CUctx_st& context) { pinned(context, "cuMemAllocHost", host, bytes); });
}

CUresult cuMemHostAlloc(void** host, size_t bytes, unsigned) {
    return contextCall(__func__, [&](CUctx_st& context) { pinned(context, "cuMemHostAlloc", host, bytes); });
}

CUresult cuMemFreeHost(void* host) {
    return contextCall(__func__, [&](CUctx_st& context) {
        if (host == nullptr) return;
        Allocation& block = ownBlock("cuMemFreeHost", reinterpret_cast<uint64_t>(host), {BlockKind::Pinned});
        executeAll(context);
        require(context.sticky == CUDA_SUCCESS, context.sticky);
        driver().memory.release(block, "cuMemFreeHost");
    });
}

CUresult cuMemHostRegister_v2(void* host, size_t bytes, unsigned) {
    return contextCall(__func__, [&](CUctx_st& context) {
        require(host != nullptr && bytes > 0);
        require(!isPinned(host), CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED);
        driver().memory.adopt(host, bytes, BlockKind::Registered, context.device, &context, "cuMemHostRegister");
    });
}

CUresult cuMemHostUnregister(void* host) {
    return contextCall(__func__, [&](CUctx_st& context) {
        Allocation* block = driver().memory.startingAt(reinterpret_cast<uint64_t>(host));
        require(block != nullptr && block->kind == BlockKind::Registered, CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED);
        executeAll(context);
        driver().memory.release(*block, "cuMemHostUnregister");
    });
}

CUresult cuMemHostGetDevicePointer_v2(CUdeviceptr* address, void* host, unsigned) {
    return contextCall(__func__, [&](CUctx_st&) {
        require(isPinned(host));
        *address = reinterpret_cast<uint64_t>(host);
    });
}

CUresult cuMemHostGetFlags(unsigned* flags, void* host) {
    return contextCall(__func__, [&](CUctx_st&) {
        require(isPinned(host));
        *flags = 2;
    });
}

CUresult cuMemGetAddressRange_v2(CUdeviceptr* start, size_t* bytes, CUdeviceptr address) {
    return contextCall(__func__, [&](CUctx_st&) {
        const Allocation* block = driver().memory.at(address);
        bool inside =
            block != nullptr && block->state != Allocation::State::Freed && address - block->address < block->bytes;
        require(inside, CUDA_ERROR_NOT_FOUND);
        if (start != nullptr) *start = block->address;
        if (bytes != nullptr) *bytes = block->bytes;
    });
}
}
