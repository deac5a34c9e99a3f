package dev.culebra.cuda.jcuda;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.ModuleCalls;
import java.lang.foreign.MemorySegment;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.JCudaDriver;

/** Modules and launches through JCuda. */
final class JCudaModules implements ModuleCalls {
    private final ModuleCalls rest;

    JCudaModules(ModuleCalls rest) {
        this.rest = rest;
    }

    /** JCuda takes Java arrays here and would copy. */
    @Override
    public int moduleLoadData(MemorySegment module, MemorySegment image) {
        return moduleLoadDataEx(module, image, 0, MemorySegment.NULL, MemorySegment.NULL);
    }

    @Override
    public int moduleLoadDataEx(MemorySegment module, MemorySegment image, int count, MemorySegment options,
            MemorySegment values) {
        CUmodule value = new CUmodule();
        int[] keys = options.asSlice(0, count * 4L).toArray(JAVA_INT);
        int code = JCudaDriver.cuModuleLoadDataEx(value, Handles.host(image), count, keys, Handles.host(values));
        return Handles.out(code, value, module);
    }

    @Override
    public int moduleUnload(long module) {
        return JCudaDriver.cuModuleUnload(Handles.module(module));
    }

    @Override
    public int moduleGetFunction(MemorySegment function, long module, MemorySegment name) {
        CUfunction value = new CUfunction();
        return Handles.out(JCudaDriver.cuModuleGetFunction(value, Handles.module(module), name.getString(0)), value,
                function);
    }

    @Override
    public int moduleGetGlobal(MemorySegment address, MemorySegment bytes, long module, MemorySegment name) {
        CUdeviceptr value = new CUdeviceptr();
        long[] size = new long[1];
        int code = JCudaDriver.cuModuleGetGlobal(value, size, Handles.module(module), name.getString(0));
        bytes.set(JAVA_LONG, 0, size[0]);
        return Handles.out(code, value, address);
    }

    @Override
    public int funcGetAttribute(MemorySegment value, int attribute, long function) {
        int[] result = new int[1];
        int code = JCudaDriver.cuFuncGetAttribute(result, attribute, Handles.function(function));
        value.set(JAVA_INT, 0, result[0]);
        return code;
    }

    @Override
    public int funcSetAttribute(long function, int attribute, int value) {
        return JCudaDriver.cuFuncSetAttribute(Handles.function(function), attribute, value);
    }

    /** JCuda wants a callback for the shared memory and cannot go without. */
    @Override
    public int occupancyMaxPotentialBlockSize(MemorySegment gridSize, MemorySegment blockSize, long function,
            MemorySegment sharedBytesOfBlock, long sharedBytes, int largestBlock) {
        return rest.occupancyMaxPotentialBlockSize(gridSize, blockSize, function, sharedBytesOfBlock, sharedBytes,
                largestBlock);
    }

    @Override
    public int launchKernel(long function, int gridX, int gridY, int gridZ, int blockX, int blockY, int blockZ,
            int sharedBytes, long stream, MemorySegment arguments, MemorySegment extra) {
        return JCudaDriver.cuLaunchKernel(Handles.function(function), gridX, gridY, gridZ, blockX, blockY, blockZ,
                sharedBytes, Handles.stream(stream), Handles.host(arguments), Handles.host(extra));
    }
}
