// Initialisation and contexts. Every device has one primary context; others can be made.

#include <algorithm>

#include "context.h"
#include "stream.h"

namespace emulator {

Driver& driver() {
    // Never destroyed: threads of the host program may still call when the process ends.
    static Driver& only = *new Driver;
    return only;
}

std::vector<CUcontext>& contextStack() {
    thread_local std::vector<CUcontext> stack;
    return stack;
}

CUctx_st& currentContext() {
    auto& stack = contextStack();
    require(!driver().settings.noContext && !stack.empty() && stack.back() != nullptr, CUDA_ERROR_INVALID_CONTEXT);
    CUctx_st& context = *stack.back();
    require(driver().known(&context), CUDA_ERROR_CONTEXT_IS_DESTROYED);
    require(context.alive, CUDA_ERROR_INVALID_CONTEXT);
    require(context.sticky == CUDA_SUCCESS, context.sticky);
    return context;
}

CUctx_st& primaryContext(CUdevice device) {
    require(device >= 0 && device < driver().settings.devices, CUDA_ERROR_INVALID_DEVICE);
    auto& all = driver().contexts;
    while (static_cast<int>(all.size()) <= device) {
        all.push_back(std::make_unique<CUctx_st>());
        all.back()->device = static_cast<int>(all.size()) - 1;
        driver().handles.insert(all.back().get());
    }
    return *all[static_cast<size_t>(device)];
}

void openContext(CUctx_st& context) {
    context.alive = true;
    context.sticky = CUDA_SUCCESS;
    context.defaultQueue = std::make_shared<Queue>();
    context.defaultQueue->context = &context;
    context.defaultQueue->id = ++driver().queues;
    context.defaultQueue->name = "default";
    context.queues = {context.defaultQueue};
}

namespace {

void reportLeaks(CUctx_st& context) {
    std::vector<const void*> owners = {&context};
    for (const auto& pool : driver().pools)
        if (context.primary && pool->device == context.device) owners.push_back(pool.get());
    constexpr size_t kDescribed = 10;
    size_t blocks = 0, bytes = 0;
    for (const void* owner : owners)
        for (const Allocation* left : driver().memory.live(owner)) {
            bytes += left->bytes;
            if (++blocks > kDescribed) continue;
            driver().report("leak: " + describe(*left) + " is still allocated as its context ends");
        }
    if (blocks > kDescribed)
        driver().report("leak: " + std::to_string(blocks) + " blocks in all, " + std::to_string(bytes) + " bytes");
}

}  // namespace

void closeContext(CUctx_st& context) {
    executeAll(context);
    reportLeaks(context);
    releaseMemory(context);
    for (const auto& queue : context.queues) driver().host.forget(queue->id);
    for (const auto& stream : context.streams) driver().handles.erase(stream.get());
    for (const auto& event : context.events) driver().handles.erase(event.get());
    for (const auto& module : context.modules) {
        driver().handles.erase(module.get());
        for (const auto& function : module->functions) driver().handles.erase(function.get());
    }
    auto& captures = driver().captures;
    auto others = std::stable_partition(captures.begin(), captures.end(),
                                        [&](Capture* capture) { return capture->origin->context != &context; });
    for (auto ended = others; ended != captures.end(); ++ended) delete *ended;
    captures.erase(others, captures.end());
    context.streams.clear();
    context.events.clear();
    context.modules.clear();
    context.queues.clear();
    context.defaultQueue.reset();
    context.alive = false;
    context.sticky = CUDA_SUCCESS;
}

}  // namespace emulator

using namespace emulator;

extern "C" {

CUresult cuInit(unsigned flags) {
    std::lock_guard<std::recursive_mutex> guard(driver().lock);
    if (flags != 0) return CUDA_ERROR_INVALID_VALUE;
    if (driver().settings.initResult != 0) return static_cast<CUresult>(driver().settings.initResult);
    if (driver().settings.devices == 0) return CUDA_ERROR_NO_DEVICE;
    driver().initialised = true;
    return CUDA_SUCCESS;
}

CUresult cuDevicePrimaryCtxRetain(CUcontext* context, CUdevice device) {
    return call(__func__, [&] {
        CUctx_st& primary = primaryContext(device);
        if (!primary.alive) openContext(primary);
        ++primary.retained;
        *context = &primary;
    });
}

CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device) {
    return call(__func__, [&] {
        CUctx_st& primary = primaryContext(device);
        require(primary.retained > 0, CUDA_ERROR_INVALID_CONTEXT);
        if (--primary.retained == 0) closeContext(primary);
    });
}

CUresult cuDevicePrimaryCtxReset_v2(CUdevice device) {
    return call(__func__, [&] {
        CUctx_st& primary = primaryContext(device);
        if (!primary.alive) return;
        closeContext(primary);
        if (primary.retained > 0) openContext(primary);
    });
}

CUresult cuDevicePrimaryCtxSetFlags_v2(CUdevice device, unsigned flags) {
    return call(__func__, [&] { primaryContext(device).flags = flags; });
}

CUresult cuDevicePrimaryCtxGetState(CUdevice device, unsigned* flags, int* active) {
    return call(__func__, [&] {
        CUctx_st& primary = primaryContext(device);
        *flags = primary.flags;
        *active = primary.alive ? 1 : 0;
    });
}

CUresult cuCtxCreate_v2(CUcontext* created, unsigned flags, CUdevice device) {
    return call(__func__, [&] {
        for (int i = 0; i < driver().settings.devices; ++i) primaryContext(i);
        require(device >= 0 && device < driver().settings.devices, CUDA_ERROR_INVALID_DEVICE);
        auto context = std::make_unique<CUctx_st>();
        context->device = device;
        context->primary = false;
        context->flags = flags;
        openContext(*context);
        driver().handles.insert(context.get());
        contextStack().push_back(context.get());
        *created = context.get();
        driver().contexts.push_back(std::move(context));
    });
}

CUresult cuCtxDestroy_v2(CUcontext handle) {
    return call(__func__, [&] {
        CUctx_st& context = checkedHandle(handle);
        require(!context.primary);
        closeContext(context);
        driver().handles.erase(&context);
        auto& stack = contextStack();
        if (!stack.empty() && stack.back() == handle) stack.pop_back();
        auto& all = driver().contexts;
        all.erase(std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.get() == handle; }));
    });
}

CUresult cuCtxSetCurrent(CUcontext handle) {
    return call(__func__, [&] {
        if (handle != nullptr) checkedHandle(handle);
        auto& stack = contextStack();
        if (!stack.empty()) stack.pop_back();
        if (handle != nullptr) stack.push_back(handle);
    });
}

CUresult cuCtxGetCurrent(CUcontext* context) {
    return call(__func__, [&] { *context = contextStack().empty() ? nullptr : contextStack().back(); });
}

CUresult cuCtxPushCurrent_v2(CUcontext handle) {
    return call(__func__, [&] { contextStack().push_back(&checkedHandle(handle)); });
}

CUresult cuCtxPopCurrent_v2(CUcontext* context) {
    return call(__func__, [&] {
        require(!contextStack().empty(), CUDA_ERROR_INVALID_CONTEXT);
        if (context != nullptr) *context = contextStack().back();
        contextStack().pop_back();
    });
}

CUresult cuCtxGetDevice(CUdevice* device) {
    return contextCall(__func__, [&](CUctx_st& context) { *device = context.device; });
}

CUresult cuCtxGetFlags(unsigned* flags) {
    return contextCall(__func__, [&](CUctx_st& context) { *flags = context.flags; });
}

CUresult cuCtxGetApiVersion(CUcontext, unsigned* version) {
    return call(__func__, [&] { *version = 3020; });
}

CUresult cuCtxSynchronize(void) {
    return contextCall(__func__, [&](CUctx_st& context) {
        for (Capture* capture : driver().captures)
            if (capture->origin->context == &context && capture->mode != CU_STREAM_CAPTURE_MODE_RELAXED)
                refuseDuringCapture();
        executeAll(context);
        trimPools(context.device);
        require(context.sticky == CUDA_SUCCESS, context.sticky);
    });
}

CUresult cuCtxGetStreamPriorityRange(int* least, int* greatest) {
    return contextCall(__func__, [&](CUctx_st&) {
        if (least != nullptr) *least = 0;
        if (greatest != nullptr) *greatest = -5;
    });
}

CUresult cuCtxEnablePeerAccess(CUcontext peer, unsigned) {
    return contextCall(__func__, [&](CUctx_st& context) {
        int device = checkedHandle(peer).device;
        require(device != context.device, CUDA_ERROR_INVALID_DEVICE);
        bool added = driver().memory.peers.insert({context.device, device}).second;
        require(added, CUDA_ERROR_PEER_ACCESS_ALREADY_ENABLED);
    });
}

CUresult cuCtxDisablePeerAccess(CUcontext peer) {
    return contextCall(__func__, [&](CUctx_st& context) {
        size_t removed = driver().memory.peers.erase({context.device, checkedHandle(peer).device});
        require(removed == 1, CUDA_ERROR_PEER_ACCESS_NOT_ENABLED);
    });
}
}
