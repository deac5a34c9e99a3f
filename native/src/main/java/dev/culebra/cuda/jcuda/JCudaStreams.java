package dev.culebra.cuda.jcuda;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.culebra.cuda.driver.StreamCalls;
import java.lang.foreign.MemorySegment;
import jcuda.driver.CUgraph;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/** Streams through JCuda. */
final class JCudaStreams implements StreamCalls {
    @Override
    public int streamCreate(MemorySegment stream, int flags) {
        CUstream value = new CUstream();
        return Handles.out(JCudaDriver.cuStreamCreate(value, flags), value, stream);
    }

    @Override
    public int streamDestroy(long stream) {
        return JCudaDriver.cuStreamDestroy(Handles.stream(stream));
    }

    @Override
    public int streamSynchronize(long stream) {
        return JCudaDriver.cuStreamSynchronize(Handles.stream(stream));
    }

    @Override
    public int streamQuery(long stream) {
        return JCudaDriver.cuStreamQuery(Handles.stream(stream));
    }

    @Override
    public int streamWaitEvent(long stream, long event, int flags) {
        return JCudaDriver.cuStreamWaitEvent(Handles.stream(stream), Handles.event(event), flags);
    }

    @Override
    public int streamBeginCapture(long stream, int mode) {
        return JCudaDriver.cuStreamBeginCapture(Handles.stream(stream), mode);
    }

    @Override
    public int streamEndCapture(long stream, MemorySegment graph) {
        CUgraph value = new CUgraph();
        return Handles.out(JCudaDriver.cuStreamEndCapture(Handles.stream(stream), value), value, graph);
    }

    @Override
    public int streamIsCapturing(long stream, MemorySegment status) {
        int[] value = new int[1];
        int code = JCudaDriver.cuStreamIsCapturing(Handles.stream(stream), value);
        status.set(JAVA_INT, 0, value[0]);
        return code;
    }

    @Override
    public int threadExchangeStreamCaptureMode(MemorySegment mode) {
        int[] value = {mode.get(JAVA_INT, 0)};
        int code = JCudaDriver.cuThreadExchangeStreamCaptureMode(value);
        mode.set(JAVA_INT, 0, value[0]);
        return code;
    }
}
