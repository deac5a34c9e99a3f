#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "program.h"

namespace emulator {

class MemoryTable;
class GlobalRaces;
struct AccessLog;
class SharedMemory;

struct Dim3 {
    uint32_t x = 1, y = 1, z = 1;
    uint64_t count() const { return static_cast<uint64_t>(x) * y * z; }
};

/// One kernel launch while it runs.
struct Launch {
    const Program* program = nullptr;
    Dim3 grid, block;
    uint32_t dynamicShared = 0;
    const uint8_t* parameters = nullptr;
    MemoryTable* memory = nullptr;
    AccessLog* log = nullptr;
    GlobalRaces* races = nullptr;  ///< nullptr when global memory is not watched
    bool watchRaces = false;
    uint64_t serial = 0;  ///< different for every launch
    int device = 0;
    bool checkWrites = false;  ///< report reads of device memory that nothing wrote
    uint64_t steps = 0;        ///< warp instructions so far
    uint64_t maxSteps = 0;
};

/// A kernel did something that a card would not survive, or should not. `code` is the CUresult that follows.
struct KernelFault {
    int code;
    std::string what;
    int lane = -1;
};

struct BlockState {
    Launch* launch = nullptr;
    SharedMemory* shared = nullptr;
    uint8_t* local = nullptr;  ///< local memory, thread after thread
    uint32_t index[3] = {};
    uint32_t threads = 0;
};

/// 32 threads in lockstep. Lanes that part at a branch run one side after the other and meet again at the branch's
/// immediate post-dominator.
struct Warp {
    enum class State : uint8_t { Running, AtBarrier, Done };

    struct Frame {
        int pc;
        int join;
        uint32_t mask;
    };

    BlockState* block = nullptr;
    uint8_t* registers = nullptr;
    int index = 0;
    uint32_t initial = 0;  ///< lanes that exist
    uint32_t live = 0;     ///< lanes that have not exited
    uint32_t active = 0;   ///< lanes of the path being executed
    int pc = 0;
    int join = -1;
    std::vector<Frame> frames;
    State state = State::Running;
    uint32_t carry = 0;  ///< the condition code of `add.cc` and its kin, a bit a lane
    uint32_t syncs = 0;  ///< warp-wide barriers passed
    const Op* current = nullptr;
    uint32_t barrier = 0;  ///< number of the barrier waited at
    uint32_t barrierThreads = 0;
    uint32_t reduceSlot = kNone;  ///< `barrier.red`: where the result goes
    uint32_t reduceVotes = 0;
    int reduceKind = 0;

    uint32_t thread(int lane) const { return static_cast<uint32_t>(index * kLanes + lane); }
};

template <class T>
T* slot(Warp& warp, uint32_t offset) {
    return reinterpret_cast<T*>(warp.registers + offset);
}

/// Calls `body(lane)` for each lane in the mask; with all lanes in it, as a loop the compiler can vectorise.
template <class F>
inline void eachLane(uint32_t mask, F body) {
    if (mask == kAllLanes) {
#pragma GCC ivdep
        for (int lane = 0; lane < kLanes; ++lane) body(lane);
    } else {
        for (; mask != 0; mask &= mask - 1) body(__builtin_ctz(mask));
    }
}

inline void setPredicate(Warp& warp, uint32_t offset, uint32_t mask, uint32_t value) {
    uint32_t& predicate = *slot<uint32_t>(warp, offset);
    predicate = (predicate & ~mask) | (value & mask);
}

/// Runs one kernel to its end. Throws KernelFault with the place in its text.
void runLaunch(Launch& launch);

}  // namespace emulator
