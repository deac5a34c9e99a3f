package dev.culebra.cuda.driver;

import java.lang.foreign.MemorySegment;

/**
 * The CUDA driver API, by families.
 *
 * <pre>{@code
 * MemorySegment version = arena.allocate(JAVA_INT);
 * int code = driver.driverGetVersion(version);
 * }</pre>
 */
public interface CudaDriver {
    DeviceCalls devices();

    ContextCalls contexts();

    MemoryCalls memory();

    PoolCalls pools();

    StreamCalls streams();

    EventCalls events();

    ModuleCalls modules();

    GraphCalls graphs();

    int init(int flags);

    /** @param version receives an int: 13020 for CUDA 13.2 */
    int driverGetVersion(MemorySegment version);

    /** @param name receives the address of a text that ends in zero */
    int getErrorName(int error, MemorySegment name);

    /** @param text receives the address of a text that ends in zero */
    int getErrorString(int error, MemorySegment text);
}
