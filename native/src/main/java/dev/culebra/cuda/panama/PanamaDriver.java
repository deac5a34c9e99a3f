package dev.culebra.cuda.panama;

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
import java.lang.foreign.SymbolLookup;

/**
 * The driver API through the foreign function API.
 *
 * <p>{@code cuda.h} renames functions with macros, so a name that a C program writes is often not the one it calls: each name is
 * looked up here as the library exports it, with its {@code _v2} where the header has one.
 */
public final class PanamaDriver implements CudaDriver {
    private final DeviceCalls devices;
    private final ContextCalls contexts;
    private final MemoryCalls memory;
    private final PoolCalls pools;
    private final StreamCalls streams;
    private final EventCalls events;
    private final ModuleCalls modules;
    private final GraphCalls graphs;
    private final MemorySegment init;
    private final MemorySegment driverGetVersion;
    private final MemorySegment getErrorName;
    private final MemorySegment getErrorString;

    /**
     * @throws MissingSymbolsException when the library lacks functions of CUDA 11.4
     */
    public PanamaDriver(SymbolLookup library) {
        Symbols symbols = new Symbols(library);
        devices = new PanamaDevices(symbols);
        contexts = new PanamaContexts(symbols);
        memory = new PanamaMemory(symbols);
        pools = new PanamaPools(symbols);
        streams = new PanamaStreams(symbols);
        events = new PanamaEvents(symbols);
        modules = new PanamaModules(symbols);
        graphs = new PanamaGraphs(symbols);
        init = symbols.find("cuInit");
        driverGetVersion = symbols.find("cuDriverGetVersion");
        getErrorName = symbols.find("cuGetErrorName");
        getErrorString = symbols.find("cuGetErrorString");
        symbols.check();
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
        return Downcall.call(init, flags);
    }

    @Override
    public int driverGetVersion(MemorySegment version) {
        return Downcall.call(driverGetVersion, version);
    }

    @Override
    public int getErrorName(int error, MemorySegment name) {
        return Downcall.call(getErrorName, error, name);
    }

    @Override
    public int getErrorString(int error, MemorySegment text) {
        return Downcall.call(getErrorString, error, text);
    }
}
