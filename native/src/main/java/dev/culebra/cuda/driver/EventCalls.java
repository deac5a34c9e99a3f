package dev.culebra.cuda.driver;

import java.lang.foreign.MemorySegment;

/**
 * Events: points in a stream that others wait for or that time is taken at.
 *
 * <pre>{@code
 * boolean done = events.eventQuery(event) == Result.SUCCESS;
 * }</pre>
 */
public interface EventCalls {
    int eventCreate(MemorySegment event, int flags);

    /** {@code cuEventDestroy_v2}. */
    int eventDestroy(long event);

    int eventRecord(long event, long stream);

    int eventQuery(long event);

    int eventSynchronize(long event);

    /** @param milliseconds receives a float; the name without {@code _v2}, which drivers before 12.8 do not have */
    int eventElapsedTime(MemorySegment milliseconds, long start, long end);
}
