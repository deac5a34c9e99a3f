package dev.culebra.cuda.jcuda;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.culebra.cuda.driver.ContextCalls;
import dev.culebra.cuda.driver.CudaDriver;
import dev.culebra.cuda.driver.DeviceCalls;
import dev.culebra.cuda.driver.EventCalls;
import dev.culebra.cuda.driver.GraphCalls;
import dev.culebra.cuda.driver.MemoryCalls;
import dev.culebra.cuda.driver.ModuleCalls;
import dev.culebra.cuda.driver.PoolCalls;
import dev.culebra.cuda.driver.StreamCalls;
import java.lang.foreign.MemorySegment;
import jcuda.driver.JCudaDriver;

/** The driver API through JCuda; what JCuda has no method for goes another way. */
final class JCudaDriverCalls implements CudaDriver {
    private final CudaDriver rest;
    private final DeviceCalls devices = new JCudaDevices();
    private final ContextCalls contexts = new JCudaContexts();
    private final MemoryCalls memory = new JCudaMemory();
    private final PoolCalls pools;
    private final StreamCalls streams = new JCudaStreams();
    private final EventCalls events = new JCudaEvents();
    private final ModuleCalls modules;
    private final GraphCalls graphs;

    JCudaDriverCalls(CudaDriver rest) {
        this.rest = rest;
        pools = new JCudaPools(rest.pools());
        modules = new JCudaModules(rest.modules());
        graphs = new JCudaGraphs(rest.graphs());
    }

    @Override
    public DeviceCalls devices() {
        return devices;
    }

    @Override
    public ContextCalls contexts() {
        return contexts;
    }

    @Override
    public MemoryCalls memory() {
        return memory;
    }

    @Override
    public PoolCalls pools() {
        return pools;
    }

    @Override
    public StreamCalls streams() {
        return streams;
    }

    @Override
    public EventCalls events() {
        return events;
    }

    @Override
    public ModuleCalls modules() {
        return modules;
    }

    @Override
    public GraphCalls graphs() {
        return graphs;
    }

    @Override
    public int init(int flags) {
        return JCudaDriver.cuInit(flags);
    }

    @Override
    public int driverGetVersion(MemorySegment version) {
        int[] value = new int[1];
        int code = JCudaDriver.cuDriverGetVersion(value);
        version.set(JAVA_INT, 0, value[0]);
        return code;
    }

    @Override
    public int getErrorName(int error, MemorySegment name) {
        return rest.getErrorName(error, name);
    }

    @Override
    public int getErrorString(int error, MemorySegment text) {
        return rest.getErrorString(error, text);
    }
}
