// Streams are queues. Nothing on them is executed before something waits for it, so that a missing wait shows.

#include "stream.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "context.h"
#include "graph.h"

namespace emulator {

namespace {

constexpr uintptr_t kLegacy = 1, kPerThread = 2;

Capture* captureOf(CUstream stream) { return stream == nullptr ? nullptr : stream->capture; }

std::shared_ptr<Marker> markEnd(const std::shared_ptr<Queue>& queue) {
    auto marker = std::make_shared<Marker>();
    marker->queue = queue;
    marker->sequence = queue->sequence;
    marker->clock = queue->clock;
    return marker;
}

/// The legacy default stream waits for every blocking stream, and they for it.
void orderWithDefault(CUctx_st& context, Queue& queue, Work& work) {
    if (&queue == context.defaultQueue.get()) {
        for (const auto& other : context.queues)
            if (other->blocking && other != context.defaultQueue) work.after.push_back(markEnd(other));
    } else if (queue.blocking) {
        work.after.push_back(markEnd(context.defaultQueue));
    }
}

}  // namespace

CUstream streamOf(CUctx_st& context, CUstream handle) {
    auto number = reinterpret_cast<uintptr_t>(handle);
    if (number == 0 || number == kLegacy || number == kPerThread) return nullptr;
    CUstream_st& stream = checkedHandle(handle);
    require(stream.context == &context, CUDA_ERROR_INVALID_HANDLE);
    return handle;
}

Queue& queueOf(CUctx_st& context, CUstream handle) {
    CUstream stream = streamOf(context, handle);
    return stream == nullptr ? *context.defaultQueue : *stream->queue;
}

void enqueue(CUctx_st& context, CUstream handle, Work work) {
    CUstream stream = streamOf(context, handle);
    if (Capture* capture = captureOf(stream)) {
        require(!capture->invalid, CUDA_ERROR_STREAM_CAPTURE_INVALIDATED);
        addNode(*capture, *stream, std::move(work));
        return;
    }
    Queue& queue = stream == nullptr ? *context.defaultQueue : *stream->queue;
    if (queue.blocking)
        for (Capture* capture : driver().captures) {
            bool conflicts =
                capture->origin->context == &context && (stream == nullptr && capture->origin->queue->blocking);
            if (!conflicts) continue;
            capture->invalid = true;
            fail(CUDA_ERROR_STREAM_CAPTURE_IMPLICIT);
        }
    orderWithDefault(context, queue, work);
    work.sequence = ++queue.sequence;
    queue.clock.merge(driver().host);
    for (const auto& marker : work.after) queue.clock.merge(marker->clock);
    queue.clock.advance(queue.id, work.sequence);
    work.clock = queue.clock;
    queue.waiting.push_back(std::move(work));
    if (driver().settings.eager) execute(queue, queue.sequence);
}

void checkOrder() {
    if (!driver().settings.checkOrder) return;
    auto& [queue, work, log] = *driver().running;
    for (const auto& [block, touched] : log.touched) {
        if (block->state != Allocation::State::Live || block->readOnly) continue;
        Access read{queue.id, work.sequence, touched.readFrom, touched.readTo, false, work.what};
        Access write{queue.id, work.sequence, touched.writtenFrom, touched.writtenTo, true, work.what};
        for (const Access& access : {read, write}) {
            if (access.from >= access.to) continue;
            const Access* other = block->history.add(access, work.clock);
            if (other == nullptr) continue;
            auto bytes = [](const Access& one) {
                return (one.write ? "writes bytes " : "reads bytes ") + std::to_string(one.from) + " to " +
                       std::to_string(one.to);
            };
            throw DeviceError{CUDA_ERROR_LAUNCH_FAILED, "unordered streams: " + work.what + " " + bytes(access) +
                                                            " of " + describe(*block) + ", while " + other->what +
                                                            " on another stream " + bytes(*other) +
                                                            "; neither waits for the other"};
        }
    }
}

void execute(Queue& queue, uint64_t upTo) {
    CUctx_st& context = *queue.context;
    while (!queue.waiting.empty() && queue.waiting.front().sequence <= upTo) {
        Work work = std::move(queue.waiting.front());
        queue.waiting.pop_front();
        for (const auto& marker : work.after)
            if (auto other = marker->queue.lock()) execute(*other, marker->sequence);
        if (context.sticky == CUDA_SUCCESS && context.alive) {
            Running running{queue, work, {}};
            Running* outer = std::exchange(driver().running, &running);
            try {
                work.run();
                checkOrder();
            } catch (const DeviceError& error) {
                context.sticky = error.code;
                driver().report(error.what + "\n    (stream " + queue.name + ": " + work.what + "; result " +
                                std::to_string(error.code) + ", from now on for every call in this context)");
            }
            driver().running = outer;
        }
    }
}

void executeAll(CUctx_st& context) {
    // A host function may add streams while this goes on.
    for (size_t i = 0; i < context.queues.size(); ++i) {
        std::shared_ptr<Queue> queue = context.queues[i];
        execute(*queue, queue->sequence);
        driver().host.merge(queue->clock);
    }
}

void synchronize(CUctx_st& context, CUstream handle) {
    CUstream stream = streamOf(context, handle);
    if (Capture* capture = captureOf(stream)) {
        capture->invalid = true;
        fail(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
    }
    Queue& queue = queueOf(context, handle);
    execute(queue, queue.sequence);
    driver().host.merge(queue.clock);
    trimPools(context.device);
    require(context.sticky == CUDA_SUCCESS, context.sticky);
}

namespace {

CUstreamCaptureMode& threadCaptureMode() {
    thread_local CUstreamCaptureMode mode = CU_STREAM_CAPTURE_MODE_GLOBAL;
    return mode;
}

}  // namespace

void refuseDuringCapture() {
    if (threadCaptureMode() == CU_STREAM_CAPTURE_MODE_RELAXED) return;
    size_t self = std::hash<std::thread::id>()(std::this_thread::get_id());
    bool refused = false;
    for (Capture* capture : driver().captures) {
        bool elsewhere = capture->thread != self;
        if (capture->mode == CU_STREAM_CAPTURE_MODE_RELAXED) continue;
        if (elsewhere && (capture->mode == CU_STREAM_CAPTURE_MODE_THREAD_LOCAL ||
                          threadCaptureMode() == CU_STREAM_CAPTURE_MODE_THREAD_LOCAL))
            continue;
        capture->invalid = refused = true;
    }
    require(!refused, CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
}

namespace {

CUresult create(const char* name, CUstream* created, unsigned flags, int priority) {
    return contextCall(name, [&](CUctx_st& context) {
        require(created != nullptr && flags <= 1);
        auto stream = std::make_unique<CUstream_st>();
        stream->context = &context;
        stream->flags = flags;
        stream->priority = priority;
        stream->queue = std::make_shared<Queue>();
        stream->queue->context = &context;
        stream->queue->id = ++driver().queues;
        stream->queue->blocking = flags == 0;
        stream->queue->name = std::to_string(context.streams.size() + 1);
        context.queues.push_back(stream->queue);
        driver().handles.insert(stream.get());
        *created = stream.get();
        context.streams.push_back(std::move(stream));
    });
}

}  // namespace

}  // namespace emulator

using namespace emulator;

extern "C" {

CUresult cuStreamCreate(CUstream* stream, unsigned flags) { return create(__func__, stream, flags, 0); }

CUresult cuStreamCreateWithPriority(CUstream* stream, unsigned flags, int priority) {
    return create(__func__, stream, flags, priority);
}

CUresult cuStreamDestroy_v2(CUstream handle) {
    return call(__func__, [&] {
        CUstream_st& stream = checkedHandle(handle);
        CUctx_st& context = *stream.context;
        require(stream.capture == nullptr, CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
        driver().handles.erase(&stream);
        // The queue stays with the context until it is empty: destroying a stream does not wait for it.
        auto& all = context.streams;
        all.erase(std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.get() == &stream; }));
        auto& queues = context.queues;
        queues.erase(std::remove_if(queues.begin(), queues.end(),
                                    [&](const auto& queue) {
                                        return queue->waiting.empty() && queue != context.defaultQueue &&
                                               queue.use_count() == 1;
                                    }),
                     queues.end());
    });
}

CUresult cuStreamSynchronize(CUstream stream) {
    return contextCall(__func__, [&](CUctx_st& context) { synchronize(context, stream); });
}

/// Work that waits is done now, but this answer is still "not ready": whoever polls sees both answers.
CUresult cuStreamQuery(CUstream handle) {
    return contextCall(__func__, [&](CUctx_st& context) {
        CUstream stream = streamOf(context, handle);
        require(stream == nullptr || stream->capture == nullptr, CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
        Queue& queue = queueOf(context, handle);
        bool pending = !queue.waiting.empty();
        execute(queue, queue.sequence);
        require(context.sticky == CUDA_SUCCESS, context.sticky);
        require(!pending, CUDA_ERROR_NOT_READY);
        driver().host.merge(queue.clock);
    });
}

CUresult cuStreamGetFlags(CUstream handle, unsigned* flags) {
    return contextCall(__func__, [&](CUctx_st& context) {
        CUstream stream = streamOf(context, handle);
        *flags = stream == nullptr ? 0 : stream->flags;
    });
}

CUresult cuStreamGetPriority(CUstream handle, int* priority) {
    return contextCall(__func__, [&](CUctx_st& context) {
        CUstream stream = streamOf(context, handle);
        *priority = stream == nullptr ? 0 : stream->priority;
    });
}

CUresult cuStreamGetCtx(CUstream handle, CUcontext* found) {
    return contextCall(__func__, [&](CUctx_st& context) {
        CUstream stream = reinterpret_cast<uintptr_t>(handle) <= 2 ? nullptr : &checkedHandle(handle);
        *found = stream == nullptr ? &context : stream->context;
    });
}

CUresult cuLaunchHostFunc(CUstream stream, CUhostFn function, void* data) {
    return contextCall(__func__, [&](CUctx_st& context) {
        require(function != nullptr);
        enqueue(context, stream, {"host function", [=] { function(data); }, {}, {}});
    });
}

CUresult cuStreamAddCallback(CUstream stream, CUstreamCallback function, void* data, unsigned) {
    return contextCall(__func__, [&](CUctx_st& context) {
        require(function != nullptr);
        enqueue(context, stream, {"callback", [=] { function(stream, CUDA_SUCCESS, data); }, {}, {}});
    });
}

CUresult cuThreadExchangeStreamCaptureMode(CUstreamCaptureMode* mode) {
    return call(__func__, [&] { std::swap(*mode, threadCaptureMode()); });
}
}
