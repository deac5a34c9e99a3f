package dev.culebra.cuda.panama;

import dev.culebra.cuda.driver.StreamCalls;
import java.lang.foreign.MemorySegment;

/** Streams of the driver. */
final class PanamaStreams implements StreamCalls {
    private final MemorySegment streamCreate;
    private final MemorySegment streamDestroy;
    private final MemorySegment streamSynchronize;
    private final MemorySegment streamQuery;
    private final MemorySegment streamWaitEvent;
    private final MemorySegment streamBeginCapture;
    private final MemorySegment streamEndCapture;
    private final MemorySegment streamIsCapturing;
    private final MemorySegment threadExchangeStreamCaptureMode;

    PanamaStreams(Symbols symbols) {
        streamCreate = symbols.find("cuStreamCreate");
        streamDestroy = symbols.find("cuStreamDestroy_v2");
        streamSynchronize = symbols.find("cuStreamSynchronize");
        streamQuery = symbols.find("cuStreamQuery");
        streamWaitEvent = symbols.find("cuStreamWaitEvent");
        streamBeginCapture = symbols.find("cuStreamBeginCapture_v2");
        streamEndCapture = symbols.find("cuStreamEndCapture");
        streamIsCapturing = symbols.find("cuStreamIsCapturing");
        threadExchangeStreamCaptureMode = symbols.find("cuThreadExchangeStreamCaptureMode");
    }

    @Override
    public int streamCreate(MemorySegment stream, int flags) {
        return Downcall.call(streamCreate, stream, flags);
    }

    @Override
    public int streamDestroy(long stream) {
        return Downcall.call(streamDestroy, stream);
    }

    @Override
    public int streamSynchronize(long stream) {
        return Downcall.call(streamSynchronize, stream);
    }

    @Override
    public int streamQuery(long stream) {
        return Downcall.call(streamQuery, stream);
    }

    @Override
    public int streamWaitEvent(long stream, long event, int flags) {
        return Downcall.call(streamWaitEvent, stream, event, flags);
    }

    @Override
    public int streamBeginCapture(long stream, int mode) {
        return Downcall.call(streamBeginCapture, stream, mode);
    }

    @Override
    public int streamEndCapture(long stream, MemorySegment graph) {
        return Downcall.call(streamEndCapture, stream, graph);
    }

    @Override
    public int streamIsCapturing(long stream, MemorySegment status) {
        return Downcall.call(streamIsCapturing, stream, status);
    }

    @Override
    public int threadExchangeStreamCaptureMode(MemorySegment mode) {
        return Downcall.call(threadExchangeStreamCaptureMode, mode);
    }
}
