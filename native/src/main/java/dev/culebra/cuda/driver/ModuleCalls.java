package dev.culebra.cuda.driver;

import java.lang.foreign.MemorySegment;

/**
 * Modules, their functions, and the launch of one.
 *
 * <pre>{@code
 * MemorySegment module = arena.allocate(JAVA_LONG);
 * int code = modules.moduleLoadData(module, arena.allocateFrom(ptx));
 * }</pre>
 */
public interface ModuleCalls {
    int moduleLoadData(MemorySegment module, MemorySegment image);

    /**
     * @param options {@code count} ints
     * @param values {@code count} values, each as wide as a pointer
     */
    int moduleLoadDataEx(MemorySegment module, MemorySegment image, int count, MemorySegment options,
            MemorySegment values);

    int moduleUnload(long module);

    int moduleGetFunction(MemorySegment function, long module, MemorySegment name);

    /** {@code cuModuleGetGlobal_v2}. */
    int moduleGetGlobal(MemorySegment address, MemorySegment bytes, long module, MemorySegment name);

    int funcGetAttribute(MemorySegment value, int attribute, long function);

    int funcSetAttribute(long function, int attribute, int value);

    /** @param sharedBytesOfBlock a function pointer from a block size, or NULL when {@code sharedBytes} holds for all sizes */
    int occupancyMaxPotentialBlockSize(MemorySegment gridSize, MemorySegment blockSize, long function,
            MemorySegment sharedBytesOfBlock, long sharedBytes, int largestBlock);

    /**
     * @param arguments one pointer for each parameter of the kernel
     * @param extra NULL, or the arguments in another form
     */
    int launchKernel(long function, int gridX, int gridY, int gridZ, int blockX, int blockY, int blockZ,
            int sharedBytes,
            long stream, MemorySegment arguments, MemorySegment extra);
}
