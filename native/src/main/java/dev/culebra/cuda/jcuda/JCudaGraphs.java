package dev.culebra.cuda.jcuda;

import dev.culebra.cuda.driver.GraphCalls;
import java.lang.foreign.MemorySegment;
import jcuda.driver.CUgraphExec;
import jcuda.driver.JCudaDriver;

/** Graphs through JCuda, which cannot update one. */
final class JCudaGraphs implements GraphCalls {
    private final GraphCalls rest;

    JCudaGraphs(GraphCalls rest) {
        this.rest = rest;
    }

    @Override
    public int graphInstantiate(MemorySegment executable, long graph, long flags) {
        CUgraphExec value = new CUgraphExec();
        return Handles.out(JCudaDriver.cuGraphInstantiate(value, Handles.graph(graph), flags), value, executable);
    }

    @Override
    public int graphUpload(long executable, long stream) {
        return JCudaDriver.cuGraphUpload(Handles.executable(executable), Handles.stream(stream));
    }

    @Override
    public int graphLaunch(long executable, long stream) {
        return JCudaDriver.cuGraphLaunch(Handles.executable(executable), Handles.stream(stream));
    }

    @Override
    public int graphDestroy(long graph) {
        return JCudaDriver.cuGraphDestroy(Handles.graph(graph));
    }

    @Override
    public int graphExecDestroy(long executable) {
        return JCudaDriver.cuGraphExecDestroy(Handles.executable(executable));
    }

    @Override
    public int graphExecUpdate(long executable, long graph, MemorySegment result) {
        return rest.graphExecUpdate(executable, graph, result);
    }
}
