// Copies and fills. Pageable host memory is read when the call is made; pinned memory when the stream gets there.

#include <cstring>

#include "memory_calls.h"

namespace emulator {

namespace {

struct Copy {
    uint64_t to, from;
    uint64_t bytes;
    const char* name;
};

bool isDevice(uint64_t address) {
    const Allocation* block = driver().memory.at(address);
    return block != nullptr && address - block->address < block->bytes + 1 &&
           (block->kind == Allocation::Kind::Device || block->kind == Allocation::Kind::Pooled ||
            block->kind == Allocation::Kind::Module);
}

void markWritten(uint64_t to, uint64_t bytes, const uint8_t* flags) {
    Allocation* block = driver().memory.at(to);
    if (block == nullptr || block->written.empty()) return;
    uint8_t* at = block->written.data() + (to - block->address);
    if (flags != nullptr)
        std::memmove(at, flags, bytes);
    else
        std::memset(at, 1, bytes);
}

const uint8_t* flagsOf(uint64_t from) {
    const Allocation* block = driver().memory.at(from);
    return block == nullptr || block->written.empty() ? nullptr : block->written.data() + (from - block->address);
}

void uploadWork(CUctx_st& context, CUstream stream, const Copy& copy) {
    checkRange(context, copy.name, copy.to, copy.bytes, true);
    const auto* host = reinterpret_cast<const uint8_t*>(copy.from);
    bool pinned = isPinned(host);
    auto snapshot = std::make_shared<std::vector<uint8_t>>();
    if (!pinned) snapshot->assign(host, host + copy.bytes);
    enqueue(context, stream,
            {copy.name,
             [=, &context] {
                 const uint8_t* from =
                     pinned ? deviceRange(context, copy.name, copy.from, copy.bytes, false) : snapshot->data();
                 std::memcpy(deviceRange(context, copy.name, copy.to, copy.bytes, true), from, copy.bytes);
                 markWritten(copy.to, copy.bytes, nullptr);
             },
             {copy.to},
             {}});
}

void downloadWork(CUctx_st& context, CUstream stream, const Copy& copy) {
    checkRange(context, copy.name, copy.from, copy.bytes, false);
    auto* host = reinterpret_cast<uint8_t*>(copy.to);
    bool pinned = isPinned(host);
    enqueue(context, stream,
            {copy.name,
             [=, &context] {
                 uint8_t* to = pinned ? deviceRange(context, copy.name, copy.to, copy.bytes, true) : host;
                 std::memcpy(to, deviceRange(context, copy.name, copy.from, copy.bytes, false), copy.bytes);
             },
             {copy.from},
             {}});
    // Pageable memory is written before the call returns.
    CUstream target = streamOf(context, stream);
    if (!pinned && (target == nullptr || target->capture == nullptr)) synchronize(context, stream);
}

void deviceWork(CUctx_st& context, CUstream stream, const Copy& copy) {
    checkRange(context, copy.name, copy.from, copy.bytes, false);
    checkRange(context, copy.name, copy.to, copy.bytes, true);
    enqueue(context, stream,
            {copy.name,
             [=, &context] {
                 uint8_t* to = deviceRange(context, copy.name, copy.to, copy.bytes, true);
                 std::memmove(to, deviceRange(context, copy.name, copy.from, copy.bytes, false), copy.bytes);
                 markWritten(copy.to, copy.bytes, flagsOf(copy.from));
             },
             {copy.to, copy.from},
             {}});
}

void anyWork(CUctx_st& context, CUstream stream, const Copy& copy) {
    bool toDevice = isDevice(copy.to), fromDevice = isDevice(copy.from);
    if (toDevice && fromDevice) return deviceWork(context, stream, copy);
    if (toDevice) return uploadWork(context, stream, copy);
    if (fromDevice) return downloadWork(context, stream, copy);
    enqueue(
        context, stream,
        {copy.name,
         [=] { std::memmove(reinterpret_cast<void*>(copy.to), reinterpret_cast<const void*>(copy.from), copy.bytes); },
         {},
         {}});
}

using Queued = void (*)(CUctx_st&, CUstream, const Copy&);

/// A copy across devices needs no peer access: the driver makes it.
CUresult peer(const char* name, uint64_t to, uint64_t from, size_t bytes, CUstream stream, bool wait) {
    return contextCall(name, [&](CUctx_st& context) {
        checkRange(context, name, from, bytes, false);
        checkRange(context, name, to, bytes, true);
        enqueue(context, stream,
                {name,
                 [=] {
                     MemoryTable& memory = driver().memory;
                     Allocation *target = memory.at(to), *source = memory.at(from);
                     std::string why;
                     uint8_t* d = memory.range(to, bytes, target->device, true, &why);
                     const uint8_t* s = memory.range(from, bytes, source->device, false, &why);
                     if (d == nullptr || s == nullptr)
                         throw DeviceError{CUDA_ERROR_ILLEGAL_ADDRESS, std::string(name) + ": " + why};
                     driver().running->log.touched[target].add(to - target->address, to - target->address + bytes,
                                                               true);
                     driver().running->log.touched[source].add(from - source->address, from - source->address + bytes,
                                                               false);
                     std::memmove(d, s, bytes);
                     markWritten(to, bytes, flagsOf(from));
                 },
                 {to, from},
                 {}});
        if (wait) synchronize(context, stream);
    });
}

CUresult copyNow(const char* name, Queued queued, uint64_t to, uint64_t from, size_t bytes) {
    return contextCall(name, [&](CUctx_st& context) {
        refuseDuringCapture();
        if (bytes == 0) return;
        queued(context, nullptr, {to, from, bytes, name});
        synchronize(context, nullptr);
    });
}

CUresult copyLater(const char* name, Queued queued, uint64_t to, uint64_t from, size_t bytes, CUstream stream) {
    return contextCall(name, [&](CUctx_st& context) {
        if (bytes > 0) queued(context, stream, {to, from, bytes, name});
    });
}

template <class T>
CUresult fill(const char* name, CUdeviceptr to, T value, size_t count, CUstream stream, bool wait) {
    return contextCall(name, [&](CUctx_st& context) {
        require(to % sizeof(T) == 0);
        if (count == 0) return;
        uint64_t bytes = count * sizeof(T);
        checkRange(context, name, to, bytes, true);
        enqueue(context, stream,
                {name,
                 [=, &context] {
                     uint8_t* at = deviceRange(context, name, to, bytes, true);
                     for (size_t i = 0; i < count; ++i) std::memcpy(at + i * sizeof(T), &value, sizeof(T));
                     markWritten(to, bytes, nullptr);
                 },
                 {to},
                 {}});
        if (wait) synchronize(context, stream);
    });
}

uint64_t number(const void* host) { return reinterpret_cast<uint64_t>(host); }

CUresult copy2d(const char* name, const CUDA_MEMCPY2D* p, CUstream stream, bool wait) {
    return contextCall(name, [&](CUctx_st& context) {
        require(p != nullptr && p->srcMemoryType != CU_MEMORYTYPE_ARRAY && p->dstMemoryType != CU_MEMORYTYPE_ARRAY);
        uint64_t from = p->srcMemoryType == CU_MEMORYTYPE_HOST ? number(p->srcHost) : p->srcDevice;
        uint64_t to = p->dstMemoryType == CU_MEMORYTYPE_HOST ? number(p->dstHost) : p->dstDevice;
        require(p->Height <= 1 || (p->srcPitch >= p->WidthInBytes && p->dstPitch >= p->WidthInBytes));
        for (size_t row = 0; row < p->Height && p->WidthInBytes > 0; ++row)
            anyWork(context, stream,
                    {to + (p->dstY + row) * p->dstPitch + p->dstXInBytes,
                     from + (p->srcY + row) * p->srcPitch + p->srcXInBytes, p->WidthInBytes, name});
        if (wait) synchronize(context, stream);
    });
}

}  // namespace

}  // namespace emulator

using namespace emulator;

extern "C" {

CUresult cuMemcpyHtoD_v2(CUdeviceptr to, const void* from, size_t bytes) {
    return copyNow("cuMemcpyHtoD", uploadWork, to, number(from), bytes);
}
CUresult cuMemcpyDtoH_v2(void* to, CUdeviceptr from, size_t bytes) {
    return copyNow("cuMemcpyDtoH", downloadWork, number(to), from, bytes);
}
CUresult cuMemcpyDtoD_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes) {
    return copyNow("cuMemcpyDtoD", deviceWork, to, from, bytes);
}
CUresult cuMemcpy(CUdeviceptr to, CUdeviceptr from, size_t bytes) {
    return copyNow("cuMemcpy", anyWork, to, from, bytes);
}
CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void* from, size_t bytes, CUstream stream) {
    return copyLater("cuMemcpyHtoDAsync", uploadWork, to, number(from), bytes, stream);
}
CUresult cuMemcpyDtoHAsync_v2(void* to, CUdeviceptr from, size_t bytes, CUstream stream) {
    return copyLater("cuMemcpyDtoHAsync", downloadWork, number(to), from, bytes, stream);
}
CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes, CUstream stream) {
    return copyLater("cuMemcpyDtoDAsync", deviceWork, to, from, bytes, stream);
}
CUresult cuMemcpyAsync(CUdeviceptr to, CUdeviceptr from, size_t bytes, CUstream stream) {
    return copyLater("cuMemcpyAsync", anyWork, to, from, bytes, stream);
}
CUresult cuMemcpyPeer(CUdeviceptr to, CUcontext, CUdeviceptr from, CUcontext, size_t bytes) {
    return peer("cuMemcpyPeer", to, from, bytes, nullptr, true);
}
CUresult cuMemcpyPeerAsync(CUdeviceptr to, CUcontext, CUdeviceptr from, CUcontext, size_t bytes, CUstream stream) {
    return peer("cuMemcpyPeerAsync", to, from, bytes, stream, false);
}
CUresult cuMemcpy2D_v2(const CUDA_MEMCPY2D* copy) { return copy2d("cuMemcpy2D", copy, nullptr, true); }
CUresult cuMemcpy2DUnaligned_v2(const CUDA_MEMCPY2D* copy) {
    return copy2d("cuMemcpy2DUnaligned", copy, nullptr, true);
}
CUresult cuMemcpy2DAsync_v2(const CUDA_MEMCPY2D* copy, CUstream stream) {
    return copy2d("cuMemcpy2DAsync", copy, stream, false);
}

CUresult cuMemsetD8_v2(CUdeviceptr to, unsigned char value, size_t count) {
    return fill("cuMemsetD8", to, value, count, nullptr, true);
}
CUresult cuMemsetD16_v2(CUdeviceptr to, unsigned short value, size_t count) {
    return fill("cuMemsetD16", to, value, count, nullptr, true);
}
CUresult cuMemsetD32_v2(CUdeviceptr to, unsigned value, size_t count) {
    return fill("cuMemsetD32", to, value, count, nullptr, true);
}
CUresult cuMemsetD8Async(CUdeviceptr to, unsigned char value, size_t count, CUstream stream) {
    return fill("cuMemsetD8Async", to, value, count, stream, false);
}
CUresult cuMemsetD16Async(CUdeviceptr to, unsigned short value, size_t count, CUstream stream) {
    return fill("cuMemsetD16Async", to, value, count, stream, false);
}
CUresult cuMemsetD32Async(CUdeviceptr to, unsigned value, size_t count, CUstream stream) {
    return fill("cuMemsetD32Async", to, value, count, stream, false);
}
}
