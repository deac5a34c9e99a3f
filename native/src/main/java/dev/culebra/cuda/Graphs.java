package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.GraphCalls;
import dev.culebra.cuda.driver.Result;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Graphs: work recorded once and submitted with one call as often as wanted. Scalars and addresses are those of the recording.
 *
 * <p>{@snippet :
 * cuda.streams().beginCapture(stream, CaptureMode.THREAD_LOCAL);
 * step.run();
 * long graph = cuda.streams().endCapture(stream);
 * long executable = cuda.graphs().instantiate(graph);
 * cuda.graphs().launch(executable, stream);
 * }
 */
public final class Graphs {
    private static final long UPDATE_RESULT_BYTES = 24;
    private static final int UPDATE_FAILURE = 910;

    private final GraphCalls calls;
    private final Checks checks;

    Graphs(GraphCalls calls, Checks checks) {
        this.calls = calls;
        this.checks = checks;
    }

    /** {@code cuGraphInstantiateWithFlags}. */
    public long instantiate(long graph) {
        checks.allow("cuGraphInstantiateWithFlags");
        MemorySegment executable = Out.segment();
        checks.check(calls.graphInstantiate(executable, graph, 0), "cuGraphInstantiateWithFlags", "graph", graph);
        return executable.get(JAVA_LONG, 0);
    }

    /** {@code cuGraphUpload}: does before the first launch what it would do else. */
    public void upload(long executable, long stream) {
        checks.allow("cuGraphUpload");
        checks.check(calls.graphUpload(executable, stream), "cuGraphUpload", "executable", executable, "stream",
                stream);
    }

    /** {@code cuGraphLaunch}. */
    public void launch(long executable, long stream) {
        checks.allow("cuGraphLaunch");
        checks.check(calls.graphLaunch(executable, stream), "cuGraphLaunch", "executable", executable, "stream",
                stream);
    }

    /**
     * {@code cuGraphExecUpdate}: gives an executable the scalars and addresses of another recording of the same work.
     *
     * @return false when the work is not the same, or the driver is older than CUDA 12: instantiate the graph instead
     */
    public boolean update(long executable, long graph) {
        checks.allow("cuGraphExecUpdate_v2");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(UPDATE_RESULT_BYTES, Long.BYTES);
            int code = calls.graphExecUpdate(executable, graph, result);
            if (code == UPDATE_FAILURE || code == Result.NOT_SUPPORTED) {
                return false;
            }
            checks.check(code, "cuGraphExecUpdate_v2", "executable", executable, "graph", graph);
            return result.get(JAVA_INT, 0) == 0;
        }
    }

    /** {@code cuGraphDestroy}; executables made of it live on. */
    public void destroy(long graph) {
        if (!checks.health().isLost()) {
            checks.check(calls.graphDestroy(graph), "cuGraphDestroy", "graph", graph);
        }
    }

    /** {@code cuGraphExecDestroy}. */
    public void destroyExecutable(long executable) {
        if (!checks.health().isLost()) {
            checks.check(calls.graphExecDestroy(executable), "cuGraphExecDestroy", "executable", executable);
        }
    }
}
