package dev.culebra.cuda.panama;

import dev.culebra.cuda.driver.ModuleCalls;
import java.lang.foreign.MemorySegment;

/** Modules and launches of the driver. */
final class PanamaModules implements ModuleCalls {
    private final MemorySegment moduleLoadData;
    private final MemorySegment moduleLoadDataEx;
    private final MemorySegment moduleUnload;
    private final MemorySegment moduleGetFunction;
    private final MemorySegment moduleGetGlobal;
    private final MemorySegment funcGetAttribute;
    private final MemorySegment funcSetAttribute;
    private final MemorySegment occupancyMaxPotentialBlockSize;
    private final MemorySegment launchKernel;

    PanamaModules(Symbols symbols) {
        moduleLoadData = symbols.find("cuModuleLoadData");
        moduleLoadDataEx = symbols.find("cuModuleLoadDataEx");
        moduleUnload = symbols.find("cuModuleUnload");
        moduleGetFunction = symbols.find("cuModuleGetFunction");
        moduleGetGlobal = symbols.find("cuModuleGetGlobal_v2");
        funcGetAttribute = symbols.find("cuFuncGetAttribute");
        funcSetAttribute = symbols.find("cuFuncSetAttribute");
        occupancyMaxPotentialBlockSize = symbols.find("cuOccupancyMaxPotentialBlockSize");
        launchKernel = symbols.find("cuLaunchKernel");
    }

    @Override
    public int moduleLoadData(MemorySegment module, MemorySegment image) {
        return Downcall.call(moduleLoadData, module, image);
    }

    @Override
    public int moduleLoadDataEx(MemorySegment module, MemorySegment image, int count, MemorySegment options,
            MemorySegment values) {
        return WideDowncall.call(moduleLoadDataEx, module, image, count, options, values);
    }

    @Override
    public int moduleUnload(long module) {
        return Downcall.call(moduleUnload, module);
    }

    @Override
    public int moduleGetFunction(MemorySegment function, long module, MemorySegment name) {
        return Downcall.call(moduleGetFunction, function, module, name);
    }

    @Override
    public int moduleGetGlobal(MemorySegment address, MemorySegment bytes, long module, MemorySegment name) {
        return WideDowncall.call(moduleGetGlobal, address, bytes, module, name);
    }

    @Override
    public int funcGetAttribute(MemorySegment value, int attribute, long function) {
        return Downcall.call(funcGetAttribute, value, attribute, function);
    }

    @Override
    public int funcSetAttribute(long function, int attribute, int value) {
        return Downcall.call(funcSetAttribute, function, attribute, value);
    }

    @Override
    public int occupancyMaxPotentialBlockSize(MemorySegment gridSize, MemorySegment blockSize, long function,
            MemorySegment sharedBytesOfBlock, long sharedBytes, int largestBlock) {
        return WideDowncall.call(occupancyMaxPotentialBlockSize, gridSize, blockSize, function,
                sharedBytesOfBlock, sharedBytes, largestBlock);
    }

    @Override
    public int launchKernel(long function, int gridX, int gridY, int gridZ, int blockX, int blockY, int blockZ,
            int sharedBytes, long stream, MemorySegment arguments, MemorySegment extra) {
        return WideDowncall.call(launchKernel, function, gridX, gridY, gridZ, blockX, blockY, blockZ,
                sharedBytes, stream, arguments, extra);
    }
}
