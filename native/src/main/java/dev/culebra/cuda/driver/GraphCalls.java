package dev.culebra.cuda.driver;

import java.lang.foreign.MemorySegment;

/**
 * Captured graphs.
 *
 * <pre>{@code
 * int code = graphs.graphLaunch(executable, stream);
 * }</pre>
 */
public interface GraphCalls {
    /** {@code cuGraphInstantiateWithFlags}: what {@code cuGraphInstantiate} means depends on the driver's version. */
    int graphInstantiate(MemorySegment executable, long graph, long flags);

    int graphUpload(long executable, long stream);

    int graphLaunch(long executable, long stream);

    int graphDestroy(long graph);

    int graphExecDestroy(long executable);

    /**
     * {@code cuGraphExecUpdate_v2}, since CUDA 12.0.
     *
     * @param result a {@code CUgraphExecUpdateResultInfo}: 24 bytes, an int and two handles
     */
    int graphExecUpdate(long executable, long graph, MemorySegment result);
}
