package dev.culebra.cuda.panama;

import dev.culebra.cuda.driver.EventCalls;
import java.lang.foreign.MemorySegment;

/** Events of the driver. */
final class PanamaEvents implements EventCalls {
    private final MemorySegment eventCreate;
    private final MemorySegment eventDestroy;
    private final MemorySegment eventRecord;
    private final MemorySegment eventQuery;
    private final MemorySegment eventSynchronize;
    private final MemorySegment eventElapsedTime;

    PanamaEvents(Symbols symbols) {
        eventCreate = symbols.find("cuEventCreate");
        eventDestroy = symbols.find("cuEventDestroy_v2");
        eventRecord = symbols.find("cuEventRecord");
        eventQuery = symbols.find("cuEventQuery");
        eventSynchronize = symbols.find("cuEventSynchronize");
        eventElapsedTime = symbols.find("cuEventElapsedTime");
    }

    @Override
    public int eventCreate(MemorySegment event, int flags) {
        return Downcall.call(eventCreate, event, flags);
    }

    @Override
    public int eventDestroy(long event) {
        return Downcall.call(eventDestroy, event);
    }

    @Override
    public int eventRecord(long event, long stream) {
        return Downcall.call(eventRecord, event, stream);
    }

    @Override
    public int eventQuery(long event) {
        return Downcall.call(eventQuery, event);
    }

    @Override
    public int eventSynchronize(long event) {
        return Downcall.call(eventSynchronize, event);
    }

    @Override
    public int eventElapsedTime(MemorySegment milliseconds, long start, long end) {
        return Downcall.call(eventElapsedTime, milliseconds, start, end);
    }
}
