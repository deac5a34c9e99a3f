package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.ModuleCalls;
import dev.culebra.cuda.driver.Result;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Modules of kernels, given as PTX text, which the driver compiles for the card.
 *
 * <p>{@snippet :
 * long module = cuda.modules().load(ptx);
 * long relu = cuda.modules().function(module, "relu_f32");
 * KernelArguments arguments = KernelArguments.start().address(x).address(y).int64(n);
 * cuda.modules().launch(relu, Grid.linear(n, 256), stream, arguments);
 * }
 */
public final class Modules {
    private static final int ERROR_LOG_BUFFER = 5;
    private static final int ERROR_LOG_BUFFER_BYTES = 6;
    private static final int LOG_BYTES = 8192;

    private final ModuleCalls calls;
    private final Checks checks;

    Modules(ModuleCalls calls, Checks checks) {
        this.calls = calls;
        this.checks = checks;
    }

    /**
     * {@code cuModuleLoadDataEx}.
     *
     * @throws CudaException with what the driver's compiler had to say
     */
    public long load(String ptx) {
        checks.allow("cuModuleLoadDataEx");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment log = arena.allocate(LOG_BYTES);
            MemorySegment values = arena.allocate(ADDRESS, 2);
            values.setAtIndex(ADDRESS, 0, log);
            values.setAtIndex(JAVA_LONG, 1, LOG_BYTES);
            MemorySegment options = arena.allocateFrom(JAVA_INT, ERROR_LOG_BUFFER, ERROR_LOG_BUFFER_BYTES);
            MemorySegment module = Out.segment();
            int code = calls.moduleLoadDataEx(module, arena.allocateFrom(ptx), 2, options, values);
            if (code != Result.SUCCESS) {
                throw checks.failure(code, "cuModuleLoadDataEx", log.getString(0).strip());
            }
            return module.get(JAVA_LONG, 0);
        }
    }

    /** {@code cuModuleUnload}. */
    public void unload(long module) {
        if (!checks.health().isLost()) {
            checks.check(calls.moduleUnload(module), "cuModuleUnload", "module", module);
        }
    }

    /** {@code cuModuleGetFunction}. */
    public long function(long module, String name) {
        checks.allow("cuModuleGetFunction");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment function = Out.segment();
            int code = calls.moduleGetFunction(function, module, arena.allocateFrom(name));
            if (code != Result.SUCCESS) {
                throw checks.failure(code, "cuModuleGetFunction", name);
            }
            checks.launches().name(function.get(JAVA_LONG, 0), name);
            return function.get(JAVA_LONG, 0);
        }
    }

    /** What messages are to call a function; without this, what its module calls it. */
    public void describe(long function, String description) {
        checks.launches().name(function, description);
    }

    /** {@code cuModuleGetGlobal}: where a variable of the module lies in device memory. */
    public ModuleGlobal global(long module, String name) {
        checks.allow("cuModuleGetGlobal_v2");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = Out.segment();
            MemorySegment bytes = Out.second();
            int code = calls.moduleGetGlobal(address, bytes, module, arena.allocateFrom(name));
            if (code != Result.SUCCESS) {
                throw checks.failure(code, "cuModuleGetGlobal_v2", name);
            }
            return new ModuleGlobal(address.get(JAVA_LONG, 0), bytes.get(JAVA_LONG, 0));
        }
    }

    /** {@code cuFuncGetAttribute}. */
    public int attribute(long function, FunctionAttribute attribute) {
        checks.allow("cuFuncGetAttribute");
        MemorySegment value = Out.segment();
        checks.check(calls.funcGetAttribute(value, attribute.code(), function), "cuFuncGetAttribute", "attribute",
                attribute.code(), "function", function);
        return value.get(JAVA_INT, 0);
    }

    /** {@code cuFuncSetAttribute}: only {@link FunctionAttribute#MAX_DYNAMIC_SHARED_BYTES} can be set. */
    public void setAttribute(long function, FunctionAttribute attribute, int value) {
        checks.allow("cuFuncSetAttribute");
        checks.check(calls.funcSetAttribute(function, attribute.code(), value), "cuFuncSetAttribute", "function",
                function, "attribute", attribute.code(), "value", value);
    }

    /**
     * {@code cuOccupancyMaxPotentialBlockSize}: the block size that keeps most of the card busy.
     *
     * @param sharedBytes dynamic shared memory that a block takes, whatever its size
     * @param largestBlock 0 for no limit
     */
    public BlockSize bestBlock(long function, long sharedBytes, int largestBlock) {
        checks.allow("cuOccupancyMaxPotentialBlockSize");
        MemorySegment grid = Out.segment();
        MemorySegment block = Out.second();
        checks.check(calls.occupancyMaxPotentialBlockSize(grid, block, function, MemorySegment.NULL, sharedBytes,
                largestBlock), "cuOccupancyMaxPotentialBlockSize", "function", function, "sharedBytes", sharedBytes,
                "largestBlock", largestBlock);
        return new BlockSize(block.get(JAVA_INT, 0), grid.get(JAVA_INT, 0));
    }

    /** {@code cuLaunchKernel}: returns at once. The arguments are read before it does and may be used anew. */
    public void launch(long function, Grid grid, long stream, KernelArguments arguments) {
        checks.allow("cuLaunchKernel");
        checks.launches().note(function);
        int code =
                calls.launchKernel(function, grid.x(), grid.y(), grid.z(), grid.blockX(), grid.blockY(), grid.blockZ(),
                        grid.sharedBytes(), stream, arguments.pointers(), MemorySegment.NULL);
        if (code != Result.SUCCESS) {
            throw checks.failure(code, "cuLaunchKernel",
                    checks.launches().name(function) + ", " + grid + ", " + Argument.text("stream", stream));
        }
    }

    /**
     * A variable of a module.
     *
     * @param address in device memory
     */
    public record ModuleGlobal(long address, long bytes) {}

    /**
     * A launch that keeps the card busy.
     *
     * @param threads of a block
     * @param blocks the fewest that do
     */
    public record BlockSize(int threads, int blocks) {}
}
