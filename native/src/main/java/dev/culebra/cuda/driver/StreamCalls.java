package dev.culebra.cuda.driver;

import java.lang.foreign.MemorySegment;

/**
 * Streams, and their capture into a graph.
 *
 * <pre>{@code
 * boolean done = streams.streamQuery(stream) == Result.SUCCESS; // else Result.NOT_READY
 * }</pre>
 */
public interface StreamCalls {
    int streamCreate(MemorySegment stream, int flags);

    /** {@code cuStreamDestroy_v2}. */
    int streamDestroy(long stream);

    int streamSynchronize(long stream);

    int streamQuery(long stream);

    int streamWaitEvent(long stream, long event, int flags);

    /** {@code cuStreamBeginCapture_v2}. */
    int streamBeginCapture(long stream, int mode);

    int streamEndCapture(long stream, MemorySegment graph);

    int streamIsCapturing(long stream, MemorySegment status);

    int threadExchangeStreamCaptureMode(MemorySegment mode);
}
