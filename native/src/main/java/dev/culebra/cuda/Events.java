package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.EventCalls;
import dev.culebra.cuda.driver.Result;
import java.lang.foreign.MemorySegment;

/**
 * Events: points in a stream.
 *
 * <p>{@snippet :
 * long event = cuda.events().create();
 * cuda.events().record(event, producer);
 * cuda.streams().waitFor(consumer, event);
 * }
 */
public final class Events {
    private static final int DISABLE_TIMING = 2;

    private final EventCalls calls;
    private final Checks checks;

    Events(EventCalls calls, Checks checks) {
        this.calls = calls;
        this.checks = checks;
    }

    /** {@code cuEventCreate}: an event to wait for, cheaper than one that keeps the time. */
    public long create() {
        return create(DISABLE_TIMING);
    }

    /** {@code cuEventCreate}: an event that keeps the time. */
    public long createTimed() {
        return create(0);
    }

    private long create(int flags) {
        checks.allow("cuEventCreate");
        MemorySegment event = Out.segment();
        checks.check(calls.eventCreate(event, flags), "cuEventCreate", "flags", flags);
        return event.get(JAVA_LONG, 0);
    }

    /** {@code cuEventDestroy}. */
    public void destroy(long event) {
        if (!checks.health().isLost()) {
            checks.check(calls.eventDestroy(event), "cuEventDestroy_v2", "event", event);
        }
    }

    /** {@code cuEventRecord}: the event happens when the stream has done what was submitted until now. */
    public void record(long event, long stream) {
        checks.allow("cuEventRecord");
        checks.check(calls.eventRecord(event, stream), "cuEventRecord", "event", event, "stream", stream);
    }

    /** {@code cuEventQuery}: whether it has happened; true also for one never recorded. */
    public boolean isDone(long event) {
        checks.allow("cuEventQuery");
        int code = calls.eventQuery(event);
        if (code == Result.NOT_READY) {
            return false;
        }
        checks.check(code, "cuEventQuery", "event", event);
        return true;
    }

    /** {@code cuEventSynchronize}: waits until it has happened. */
    public void synchronize(long event) {
        checks.allow("cuEventSynchronize");
        checks.check(calls.eventSynchronize(event), "cuEventSynchronize", "event", event);
    }

    /** {@code cuEventElapsedTime} between two events that keep the time and have happened; to half a microsecond. */
    public double elapsedNanos(long start, long end) {
        checks.allow("cuEventElapsedTime");
        MemorySegment milliseconds = Out.segment();
        checks.check(calls.eventElapsedTime(milliseconds, start, end), "cuEventElapsedTime", "start", start, "end",
                end);
        return milliseconds.get(JAVA_FLOAT, 0) * 1e6;
    }
}
