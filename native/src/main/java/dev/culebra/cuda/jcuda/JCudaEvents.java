package dev.culebra.cuda.jcuda;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.cuda.driver.EventCalls;
import java.lang.foreign.MemorySegment;
import jcuda.driver.CUevent;
import jcuda.driver.JCudaDriver;

/** Events through JCuda. */
final class JCudaEvents implements EventCalls {
    @Override
    public int eventCreate(MemorySegment event, int flags) {
        CUevent value = new CUevent();
        return Handles.out(JCudaDriver.cuEventCreate(value, flags), value, event);
    }

    @Override
    public int eventDestroy(long event) {
        return JCudaDriver.cuEventDestroy(Handles.event(event));
    }

    @Override
    public int eventRecord(long event, long stream) {
        return JCudaDriver.cuEventRecord(Handles.event(event), Handles.stream(stream));
    }

    @Override
    public int eventQuery(long event) {
        return JCudaDriver.cuEventQuery(Handles.event(event));
    }

    @Override
    public int eventSynchronize(long event) {
        return JCudaDriver.cuEventSynchronize(Handles.event(event));
    }

    @Override
    public int eventElapsedTime(MemorySegment milliseconds, long start, long end) {
        float[] value = new float[1];
        int code = JCudaDriver.cuEventElapsedTime(value, Handles.event(start), Handles.event(end));
        milliseconds.set(JAVA_FLOAT, 0, value[0]);
        return code;
    }
}
