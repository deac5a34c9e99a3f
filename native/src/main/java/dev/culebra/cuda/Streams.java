package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.Result;
import dev.culebra.cuda.driver.StreamCalls;
import java.lang.foreign.MemorySegment;

/**
 * Streams: work that is done in the order it was submitted in.
 *
 * <p>{@snippet :
 * long stream = cuda.streams().create();
 * cuda.streams().waitFor(stream, event);
 * cuda.streams().synchronize(stream);
 * cuda.streams().destroy(stream);
 * }
 */
public final class Streams {
    private static final int NON_BLOCKING = 1;
    private static final int CAPTURE_ACTIVE = 1;

    private final StreamCalls calls;
    private final Checks checks;

    Streams(StreamCalls calls, Checks checks) {
        this.calls = calls;
        this.checks = checks;
    }

    /** {@code cuStreamCreate}: one that neither waits for the legacy default stream nor lets it wait. */
    public long create() {
        checks.allow("cuStreamCreate");
        MemorySegment stream = Out.segment();
        checks.check(calls.streamCreate(stream, NON_BLOCKING), "cuStreamCreate", "flags", NON_BLOCKING);
        return stream.get(JAVA_LONG, 0);
    }

    /** {@code cuStreamDestroy}: returns at once; what was submitted is still done. */
    public void destroy(long stream) {
        if (!checks.health().isLost()) {
            checks.check(calls.streamDestroy(stream), "cuStreamDestroy_v2", "stream", stream);
        }
    }

    /** {@code cuStreamSynchronize}: waits for all that was submitted. */
    public void synchronize(long stream) {
        checks.allow("cuStreamSynchronize");
        checks.check(calls.streamSynchronize(stream), "cuStreamSynchronize", "stream", stream);
    }

    /** {@code cuStreamQuery}: whether all that was submitted is done. */
    public boolean isDone(long stream) {
        checks.allow("cuStreamQuery");
        int code = calls.streamQuery(stream);
        if (code == Result.NOT_READY) {
            return false;
        }
        checks.check(code, "cuStreamQuery", "stream", stream);
        return true;
    }

    /** {@code cuStreamWaitEvent}: what is submitted to the stream from now on waits for the event; the host does not. */
    public void waitFor(long stream, long event) {
        checks.allow("cuStreamWaitEvent");
        checks.check(calls.streamWaitEvent(stream, event, 0), "cuStreamWaitEvent", "stream", stream, "event", event);
    }

    /** {@code cuStreamBeginCapture}: what is submitted from now on is recorded and not done. */
    public void beginCapture(long stream, CaptureMode mode) {
        checks.allow("cuStreamBeginCapture_v2");
        checks.check(calls.streamBeginCapture(stream, mode.code()), "cuStreamBeginCapture_v2", "stream", stream, "mode",
                mode.code());
    }

    /** {@code cuStreamEndCapture}. @return a graph, to be given to {@link Graphs#instantiate} and destroyed */
    public long endCapture(long stream) {
        checks.allow("cuStreamEndCapture");
        MemorySegment graph = Out.segment();
        checks.check(calls.streamEndCapture(stream, graph), "cuStreamEndCapture", "stream", stream);
        return graph.get(JAVA_LONG, 0);
    }

    /** {@code cuStreamIsCapturing}. */
    public boolean isCapturing(long stream) {
        checks.allow("cuStreamIsCapturing");
        MemorySegment status = Out.segment();
        checks.check(calls.streamIsCapturing(stream, status), "cuStreamIsCapturing", "stream", stream);
        return status.get(JAVA_INT, 0) == CAPTURE_ACTIVE;
    }

    /**
     * {@code cuThreadExchangeStreamCaptureMode}: what this thread may do while some stream is being captured.
     *
     * @return the mode until now
     */
    public CaptureMode exchangeCaptureMode(CaptureMode mode) {
        MemorySegment exchanged = Out.segment();
        exchanged.set(JAVA_INT, 0, mode.code());
        checks.check(calls.threadExchangeStreamCaptureMode(exchanged), "cuThreadExchangeStreamCaptureMode", "mode",
                mode.code());
        return CaptureMode.values()[exchanged.get(JAVA_INT, 0)];
    }
}
