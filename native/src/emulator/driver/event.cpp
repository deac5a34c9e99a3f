// Events: points on a stream that others wait for, with the time they were passed.

#include <algorithm>
#include <chrono>

#include "stream.h"

using namespace emulator;

namespace {

constexpr unsigned kDisableTiming = 2;

double now() {
    auto time = std::chrono::steady_clock::now().time_since_epoch();
    return static_cast<double>(std::chrono::duration_cast<std::chrono::nanoseconds>(time).count());
}

void record(CUctx_st& context, CUevent_st& event, CUstream handle) {
    CUstream stream = streamOf(context, handle);
    if (stream != nullptr && stream->capture != nullptr) {
        require(!stream->capture->invalid, CUDA_ERROR_STREAM_CAPTURE_INVALIDATED);
        event.capture = stream->capture;
        event.captureNodes = stream->captureTail;
        return;
    }
    auto marker = std::make_shared<Marker>();
    enqueue(context, handle,
            {"event",
             [=] {
                 marker->passed = true;
                 marker->nanos = now();
             },
             {},
             {}});
    for (const auto& queue : context.queues)
        if (queue.get() == &queueOf(context, handle)) marker->queue = queue;
    marker->sequence = queueOf(context, handle).sequence;
    marker->clock = queueOf(context, handle).clock;
    event.marker = marker;
    event.capture = nullptr;
}

void wait(CUctx_st& context, CUevent_st& event, CUstream handle) {
    CUstream stream = streamOf(context, handle);
    if (event.capture != nullptr) {
        require(stream != nullptr, CUDA_ERROR_STREAM_CAPTURE_IMPLICIT);
        bool joins = stream->capture == nullptr || stream->capture == event.capture;
        bool running = std::count(driver().captures.begin(), driver().captures.end(), event.capture) > 0;
        require(joins && running, CUDA_ERROR_STREAM_CAPTURE_UNMATCHED);
        stream->capture = event.capture;
        stream->captureTail.insert(stream->captureTail.end(), event.captureNodes.begin(), event.captureNodes.end());
        return;
    }
    if (event.marker == nullptr) return;
    require(stream == nullptr || stream->capture == nullptr, CUDA_ERROR_STREAM_CAPTURE_ISOLATION);
    enqueue(context, handle, {"wait for event", [] {}, {}, {event.marker}});
}

void complete(CUevent_st& event) {
    require(event.capture == nullptr, CUDA_ERROR_CAPTURED_EVENT);
    if (event.marker == nullptr) return;
    if (auto queue = event.marker->queue.lock()) execute(*queue, event.marker->sequence);
}

}  // namespace

extern "C" {

CUresult cuEventCreate(CUevent* created, unsigned flags) {
    return contextCall(__func__, [&](CUctx_st& context) {
        require(created != nullptr);
        auto event = std::make_unique<CUevent_st>();
        event->context = &context;
        event->flags = flags;
        driver().handles.insert(event.get());
        *created = event.get();
        context.events.push_back(std::move(event));
    });
}

CUresult cuEventDestroy_v2(CUevent handle) {
    return call(__func__, [&] {
        CUevent_st& event = checkedHandle(handle);
        driver().handles.erase(&event);
        auto& all = event.context->events;
        all.erase(std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.get() == &event; }));
    });
}

CUresult cuEventRecord(CUevent event, CUstream stream) {
    return contextCall(__func__, [&](CUctx_st& context) {
        require(checkedHandle(event).context == &context, CUDA_ERROR_INVALID_HANDLE);
        record(context, *event, stream);
    });
}

CUresult cuEventRecordWithFlags(CUevent event, CUstream stream, unsigned) {
    return contextCall(__func__, [&](CUctx_st& context) { record(context, checkedHandle(event), stream); });
}

CUresult cuStreamWaitEvent(CUstream stream, CUevent event, unsigned) {
    return contextCall(__func__, [&](CUctx_st& context) {
        if (driver().settings.leftOut != "stream-waits") wait(context, checkedHandle(event), stream);
    });
}

CUresult cuEventSynchronize(CUevent handle) {
    return contextCall(__func__, [&](CUctx_st& context) {
        CUevent_st& event = checkedHandle(handle);
        if (driver().settings.leftOut == "event-waits") return;
        complete(event);
        require(context.sticky == CUDA_SUCCESS, context.sticky);
        if (event.marker != nullptr) driver().host.merge(event.marker->clock);
    });
}

/// As for streams: the work is done now, but the first answer is "not ready".
CUresult cuEventQuery(CUevent handle) {
    return contextCall(__func__, [&](CUctx_st& context) {
        CUevent_st& event = checkedHandle(handle);
        bool pending = event.marker != nullptr && !event.marker->passed;
        complete(event);
        require(context.sticky == CUDA_SUCCESS, context.sticky);
        require(!pending, CUDA_ERROR_NOT_READY);
        if (event.marker != nullptr) driver().host.merge(event.marker->clock);
    });
}

CUresult cuEventElapsedTime(float* millis, CUevent start, CUevent end) {
    return contextCall(__func__, [&](CUctx_st&) {
        CUevent_st &from = checkedHandle(start), &to = checkedHandle(end);
        bool timed = ((from.flags | to.flags) & kDisableTiming) == 0 && from.marker != nullptr && to.marker != nullptr;
        require(timed, CUDA_ERROR_INVALID_HANDLE);
        require(from.marker->passed && to.marker->passed, CUDA_ERROR_NOT_READY);
        *millis = static_cast<float>((to.marker->nanos - from.marker->nanos) * 1e-6);
    });
}

CUresult cuEventElapsedTime_v2(float* millis, CUevent start, CUevent end) {
    return cuEventElapsedTime(millis, start, end);
}
}
