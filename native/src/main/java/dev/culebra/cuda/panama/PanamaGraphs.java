package dev.culebra.cuda.panama;

import dev.culebra.cuda.driver.GraphCalls;
import dev.culebra.cuda.driver.Result;
import java.lang.foreign.MemorySegment;

/** Graphs of the driver. */
final class PanamaGraphs implements GraphCalls {
    private final MemorySegment graphInstantiate;
    private final MemorySegment graphUpload;
    private final MemorySegment graphLaunch;
    private final MemorySegment graphDestroy;
    private final MemorySegment graphExecDestroy;
    private final MemorySegment graphExecUpdate;

    PanamaGraphs(Symbols symbols) {
        graphInstantiate = symbols.find("cuGraphInstantiateWithFlags");
        graphUpload = symbols.find("cuGraphUpload");
        graphLaunch = symbols.find("cuGraphLaunch");
        graphDestroy = symbols.find("cuGraphDestroy");
        graphExecDestroy = symbols.find("cuGraphExecDestroy");
        graphExecUpdate = symbols.findLater("cuGraphExecUpdate_v2");
    }

    @Override
    public int graphInstantiate(MemorySegment executable, long graph, long flags) {
        return Downcall.call(graphInstantiate, executable, graph, flags);
    }

    @Override
    public int graphUpload(long executable, long stream) {
        return Downcall.call(graphUpload, executable, stream);
    }

    @Override
    public int graphLaunch(long executable, long stream) {
        return Downcall.call(graphLaunch, executable, stream);
    }

    @Override
    public int graphDestroy(long graph) {
        return Downcall.call(graphDestroy, graph);
    }

    @Override
    public int graphExecDestroy(long executable) {
        return Downcall.call(graphExecDestroy, executable);
    }

    @Override
    public int graphExecUpdate(long executable, long graph, MemorySegment result) {
        if (graphExecUpdate.equals(MemorySegment.NULL)) {
            return Result.NOT_SUPPORTED;
        }
        return Downcall.call(graphExecUpdate, executable, graph, result);
    }
}
