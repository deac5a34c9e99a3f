#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "../ptx/ast.h"

namespace emulator {

struct Warp;
struct Op;
struct Touched;

constexpr int kLanes = 32;
constexpr uint32_t kAllLanes = 0xFFFFFFFFu;
constexpr uint32_t kNone = 0xFFFFFFFFu;

/// Carries out one decoded instruction for the lanes in `mask`, which is never empty.
using Handler = void (*)(Warp& warp, const Op& op, uint32_t mask);

/// The block that an instruction touched last: most accesses of an instruction go to the same one.
struct AccessCache {
    uint64_t launch = 0;  ///< Launch::serial for which the rest holds
    uint64_t address = 0;
    uint64_t bytes = 0;
    uint8_t* host = nullptr;
    Touched* touched = nullptr;
    uint8_t* written = nullptr;  ///< a flag a byte where uninitialised reads are looked for
};

/// A decoded instruction. Register operands are byte offsets into the warp's register file.
struct Op {
    Handler run = nullptr;
    uint32_t r[6] = {};      ///< destinations first, then sources
    uint32_t guard = kNone;  ///< predicate slot
    bool guardNegated = false;
    bool strong = false;  ///< volatile, relaxed, acquire or release
    uint8_t bytes = 0;    ///< of one element of a memory access
    uint8_t count = 1;    ///< elements of a vector access
    Space space = Space::Generic;
    int line = 0;
    int target = -1;  ///< of a branch
    int join = -1;    ///< where the lanes of a divergent branch meet again
    int64_t immediate = 0;
    mutable AccessCache cache;
};

/// What fills a register slot before the first instruction.
struct Preset {
    enum class Value : uint8_t {
        Constant,
        Thread,
        Threads,
        Block,
        Blocks,
        Lane,
        WarpIndex,
        WarpCount,
        LanesEqual,
        LanesLess,
        LanesLessEqual,
        LanesGreater,
        LanesGreaterEqual,
        DynamicShared,
        TotalShared,
        Zero
    };
    Value value = Value::Constant;
    uint8_t axis = 0;
    uint8_t bytes = 4;
    uint32_t slot = 0;
    uint64_t constant = 0;
};

struct Parameter {
    uint32_t offset;
    uint32_t bytes;
};

/// A kernel with every function call expanded, ready to run.
struct Program {
    std::string name;
    const ptx::Module* module = nullptr;
    std::vector<Op> code;                      ///< the last one ends the warp
    std::vector<std::vector<int>> jumpTables;  ///< of `brx.idx`, by Op::immediate
    std::vector<Preset> presets;
    std::vector<Parameter> parameters;
    uint32_t parameterBytes = 0;
    uint32_t registerBytes = 0;      ///< of one warp
    uint32_t localBytes = 0;         ///< of one thread
    uint32_t staticSharedBytes = 0;  ///< as the module declares them
    uint32_t sharedBytes = 0;        ///< with the gaps between variables that make overruns visible
    std::vector<std::pair<uint32_t, uint32_t>> sharedVariables;  ///< [begin, end), ascending
    uint32_t dynamicSharedOffset = 0;
    bool usesDynamicShared = false;
    bool comparesAndSwaps = false;  ///< has an `atom.cas`
    uint32_t sharedGrain = 8;       ///< bytes of the narrowest access to shared memory
    uint32_t globalGrain = 8;       ///< the same of global memory
    int maxThreads = 1024;
    int requiredThreads = 0;
    int registersEstimated = 32;
};

}  // namespace emulator
