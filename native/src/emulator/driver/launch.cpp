// Kernel launches: parameters are copied when the call is made, the kernel runs when its stream gets there.

#include <algorithm>
#include <cstring>

#include "../exec/warp.h"
#include "memory_calls.h"

namespace emulator {

namespace {

constexpr int kSharedBytes = 48 * 1024;

int sharedOptIn() { return driver().settings.computeMajor < 8 ? 64 * 1024 : 227 * 1024; }

std::vector<uint8_t> gatherParameters(const Program& program, void** pointers, void** extra) {
    std::vector<uint8_t> bytes(program.parameterBytes);
    if (extra != nullptr) {
        const void* buffer = nullptr;
        size_t size = 0;
        for (size_t i = 0; extra[i] != CU_LAUNCH_PARAM_END; i += 2) {
            if (extra[i] == CU_LAUNCH_PARAM_BUFFER_POINTER)
                buffer = extra[i + 1];
            else if (extra[i] == CU_LAUNCH_PARAM_BUFFER_SIZE)
                size = *static_cast<const size_t*>(extra[i + 1]);
            else
                fail(CUDA_ERROR_INVALID_VALUE);
        }
        require(buffer != nullptr && size >= bytes.size() && pointers == nullptr);
        std::copy_n(static_cast<const uint8_t*>(buffer), bytes.size(), bytes.begin());
        return bytes;
    }
    require(program.parameters.empty() || pointers != nullptr);
    for (size_t i = 0; i < program.parameters.size(); ++i) {
        require(pointers[i] != nullptr);
        std::memcpy(bytes.data() + program.parameters[i].offset, pointers[i], program.parameters[i].bytes);
    }
    return bytes;
}

void checkShape(const CUfunc_st& function, const Dim3& grid, const Dim3& block, unsigned shared) {
    const Program& program = function.program;
    bool positive = grid.x > 0 && grid.y > 0 && grid.z > 0 && block.x > 0 && block.y > 0 && block.z > 0;
    bool gridFits = grid.x <= 0x7FFFFFFFu && grid.y <= 65535 && grid.z <= 65535;
    bool blockFits = block.x <= 1024 && block.y <= 1024 && block.z <= 64 && block.count() <= 1024;
    require(positive && gridFits && blockFits);
    require(program.requiredThreads == 0 || block.count() == static_cast<uint64_t>(program.requiredThreads));
    require(block.count() <= static_cast<uint64_t>(program.maxThreads), CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES);
    require(shared <= static_cast<unsigned>(function.maxDynamicShared));
    unsigned most = function.maxDynamicShared > kSharedBytes ? static_cast<unsigned>(sharedOptIn()) : kSharedBytes;
    require(program.staticSharedBytes + shared <= most);
}

/// Words of the parameters that are addresses of device memory.
std::vector<uint64_t> addressesIn(const Program& program, const std::vector<uint8_t>& parameters) {
    std::vector<uint64_t> found;
    for (const Parameter& parameter : program.parameters)
        for (uint32_t at = 0; at + 8 <= parameter.bytes; at += 8) {
            uint64_t value;
            std::memcpy(&value, parameters.data() + parameter.offset + at, 8);
            const Allocation* block = driver().memory.at(value);
            if (block != nullptr && value - block->address < std::max<uint64_t>(block->bytes, 1))
                found.push_back(value);
        }
    return found;
}

void run(const CUctx_st& context, const CUfunc_st& function, const Dim3& grid, const Dim3& block, unsigned shared,
         const std::vector<uint8_t>& parameters) {
    Settings& settings = driver().settings;
    ++driver().launches;
    if (settings.failLaunch > 0 && --settings.failLaunch == 0)
        throw DeviceError{static_cast<CUresult>(settings.failLaunchCode),
                          "kernel '" + function.program.name + "': failed on demand"};
    Launch launch;
    launch.program = &function.program;
    launch.grid = grid;
    launch.block = block;
    launch.dynamicShared = shared;
    launch.parameters = parameters.data();
    launch.memory = &driver().memory;
    launch.log = &driver().running->log;
    launch.serial = ++driver().serials;
    launch.device = context.device;
    launch.watchRaces = settings.checkRaces;
    launch.checkWrites = settings.checkUninitialised;
    launch.maxSteps = settings.maxSteps;
    try {
        runLaunch(launch);
    } catch (const KernelFault& fault) {
        throw DeviceError{static_cast<CUresult>(fault.code), fault.what};
    }
}

size_t blocksPerProcessor(const CUfunc_st& function, int blockSize, size_t shared) {
    if (blockSize <= 0 || blockSize > function.program.maxThreads) return 0;
    size_t used = function.program.staticSharedBytes + shared;
    size_t byThreads =
        (driver().settings.computeMajor < 8 ? 1024u : 2048u) / static_cast<unsigned>((blockSize + 31) / 32 * 32);
    size_t byShared = used == 0 ? byThreads : static_cast<size_t>(sharedOptIn()) / used;
    return std::min(byThreads, byShared);
}

}  // namespace

}  // namespace emulator

using namespace emulator;

extern "C" {

CUresult cuLaunchKernel(CUfunction handle, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX,
                        unsigned blockY, unsigned blockZ, unsigned shared, CUstream stream, void** parameters,
                        void** extra) {
    return contextCall(__func__, [&](CUctx_st& context) {
        CUfunc_st& function = checkedHandle(handle);
        Dim3 grid{gridX, gridY, gridZ}, block{blockX, blockY, blockZ};
        checkShape(function, grid, block, shared);
        auto bytes = std::make_shared<std::vector<uint8_t>>(gatherParameters(function.program, parameters, extra));
        enqueue(context, stream,
                {"kernel '" + function.program.name + "'",
                 [=, &context, &function] { run(context, function, grid, block, shared, *bytes); },
                 addressesIn(function.program, *bytes),
                 {}});
    });
}

CUresult cuLaunchCooperativeKernel(CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned,
                                   CUstream, void**) {
    return CUDA_ERROR_NOT_SUPPORTED;
}

CUresult cuFuncGetAttribute(int* value, CUfunction_attribute attribute, CUfunction handle) {
    return contextCall(__func__, [&](CUctx_st&) {
        const CUfunc_st& function = checkedHandle(handle);
        const Program& program = function.program;
        switch (static_cast<int>(attribute)) {
            case CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK: *value = program.maxThreads; break;
            case CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES: *value = static_cast<int>(program.staticSharedBytes); break;
            case CU_FUNC_ATTRIBUTE_CONST_SIZE_BYTES: *value = 0; break;
            case CU_FUNC_ATTRIBUTE_LOCAL_SIZE_BYTES:
                *value = program.localBytes == 0 ? 0 : static_cast<int>(program.localBytes) - 128;
                break;
            case CU_FUNC_ATTRIBUTE_NUM_REGS: *value = program.registersEstimated; break;
            case CU_FUNC_ATTRIBUTE_PTX_VERSION: *value = program.module->target; break;
            case CU_FUNC_ATTRIBUTE_BINARY_VERSION:
                *value = driver().settings.computeMajor * 10 + driver().settings.computeMinor;
                break;
            case CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES: *value = function.maxDynamicShared; break;
            case CU_FUNC_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT: *value = function.carveout; break;
            default: *value = 0;
        }
    });
}

CUresult cuFuncSetAttribute(CUfunction handle, CUfunction_attribute attribute, int value) {
    return contextCall(__func__, [&](CUctx_st&) {
        CUfunc_st& function = checkedHandle(handle);
        if (attribute == CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES) {
            require(value >= 0 && value + static_cast<int>(function.program.staticSharedBytes) <= sharedOptIn());
            function.maxDynamicShared = value;
        } else {
            require(attribute == CU_FUNC_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT);
            function.carveout = value;
        }
    });
}

CUresult cuFuncSetCacheConfig(CUfunction handle, CUfunc_cache) {
    return contextCall(__func__, [&](CUctx_st&) { checkedHandle(handle); });
}

CUresult cuOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, CUfunction handle, int blockSize, size_t shared) {
    return contextCall(__func__, [&](CUctx_st&) {
        *blocks = static_cast<int>(blocksPerProcessor(checkedHandle(handle), blockSize, shared));
    });
}

CUresult cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* blocks, CUfunction handle, int blockSize,
                                                              size_t shared, unsigned) {
    return cuOccupancyMaxActiveBlocksPerMultiprocessor(blocks, handle, blockSize, shared);
}

CUresult cuOccupancyMaxPotentialBlockSize(int* gridSize, int* blockSize, CUfunction handle, CUoccupancyB2DSize sharedOf,
                                          size_t shared, int limit) {
    return contextCall(__func__, [&](CUctx_st&) {
        const CUfunc_st& function = checkedHandle(handle);
        int most = limit > 0 ? std::min(limit, function.program.maxThreads) : function.program.maxThreads;
        size_t best = 0;
        for (int size = most / 32 * 32; size >= 32; size -= 32) {
            size_t blocks = blocksPerProcessor(function, size, sharedOf != nullptr ? sharedOf(size) : shared);
            if (blocks * static_cast<size_t>(size) <= best) continue;
            best = blocks * static_cast<size_t>(size);
            *blockSize = size;
            *gridSize = static_cast<int>(blocks) * 4;
        }
        require(best > 0);
    });
}

CUresult cuOccupancyMaxPotentialBlockSizeWithFlags(int* gridSize, int* blockSize, CUfunction handle,
                                                   CUoccupancyB2DSize sharedOf, size_t shared, int limit, unsigned) {
    return cuOccupancyMaxPotentialBlockSize(gridSize, blockSize, handle, sharedOf, shared, limit);
}
}
