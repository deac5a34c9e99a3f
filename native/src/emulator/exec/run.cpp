// Runs a launch block by block, and a block's warps in turns from barrier to barrier.

#include <cstring>
#include <algorithm>
#include <cstdlib>
#include <memory>

#include "../isa/control.h"
#include "global_races.h"
#include "shared_memory.h"
#include "warp.h"

namespace emulator {

namespace {

class BlockRunner {
public:
    explicit BlockRunner(Launch& launch)
        : launch(launch), program(*launch.program), shared(program, launch.dynamicShared) {
        auto threads = static_cast<uint32_t>(launch.block.count());
        state.launch = &launch;
        state.shared = &shared;
        state.threads = threads;
        local.resize(static_cast<size_t>(program.localBytes) * ((threads + kLanes - 1) / kLanes * kLanes));
        state.local = local.data();
        warps.resize((threads + kLanes - 1) / kLanes);
        stride = (program.registerBytes + 63) / 64 * 64;
        registers.reset(static_cast<uint8_t*>(std::aligned_alloc(64, std::max<size_t>(64, stride * warps.size()))));
        std::memset(registers.get(), 0, stride * warps.size());
        for (const Preset& preset : program.presets)
            if (preset.value == Preset::Value::Block) blockIndices.emplace_back(preset.slot, preset.axis);
        for (size_t i = 0; i < warps.size(); ++i) {
            Warp& warp = warps[i];
            warp.block = &state;
            warp.index = static_cast<int>(i);
            warp.registers = registers.get() + i * stride;
            uint32_t count = std::min<uint32_t>(kLanes, threads - static_cast<uint32_t>(i) * kLanes);
            warp.initial = count == kLanes ? kAllLanes : (1u << count) - 1;
            for (const Preset& preset : program.presets) fill(warp, preset);
        }
    }

    void run(uint32_t x, uint32_t y, uint32_t z) {
        state.index[0] = x;
        state.index[1] = y;
        state.index[2] = z;
        shared.startBlock();
        if (launch.races != nullptr) launch.races->startBlock(shared.time());
        for (Warp& warp : warps) {
            warp.live = warp.active = warp.initial;
            warp.pc = 0;
            warp.join = -1;
            warp.frames.clear();
            warp.state = Warp::State::Running;
            for (const auto& [slot, axis] : blockIndices)
                std::fill_n(reinterpret_cast<uint32_t*>(warp.registers + slot), kLanes, state.index[axis]);
        }
        while (true) {
            for (Warp& warp : warps)
                if (warp.state == Warp::State::Running) runWarp(warp);
            if (!passBarrier()) return;
        }
    }

private:
    struct Free {
        void operator()(uint8_t* memory) const { std::free(memory); }
    };

    Launch& launch;
    const Program& program;
    SharedMemory shared;
    BlockState state;
    std::vector<uint8_t> local;
    std::vector<Warp> warps;
    std::unique_ptr<uint8_t, Free> registers;
    std::vector<std::pair<uint32_t, int>> blockIndices;  ///< slots of `%ctaid` and their axes
    size_t stride = 0;

    uint64_t presetValue(const Warp& warp, const Preset& preset, int lane) const {
        using Value = Preset::Value;
        uint32_t thread = warp.thread(lane), self = 1u << lane;
        uint32_t sizes[] = {launch.block.x, launch.block.y, launch.block.z};
        uint32_t blocks[] = {launch.grid.x, launch.grid.y, launch.grid.z};
        uint32_t position[] = {thread % sizes[0], thread / sizes[0] % sizes[1], thread / sizes[0] / sizes[1]};
        switch (preset.value) {
            case Value::Constant: return preset.constant;
            case Value::Thread: return position[preset.axis];
            case Value::Threads: return sizes[preset.axis];
            case Value::Block: return state.index[preset.axis];
            case Value::Blocks: return blocks[preset.axis];
            case Value::Lane: return static_cast<uint64_t>(lane);
            case Value::WarpIndex: return static_cast<uint64_t>(warp.index);
            case Value::WarpCount: return warps.size();
            case Value::LanesEqual: return self;
            case Value::LanesLess: return self - 1;
            case Value::LanesLessEqual: return self | (self - 1);
            case Value::LanesGreater: return ~(self | (self - 1));
            case Value::LanesGreaterEqual: return ~(self - 1);
            case Value::DynamicShared: return launch.dynamicShared;
            case Value::TotalShared: return program.staticSharedBytes + launch.dynamicShared;
            case Value::Zero: return 0;
        }
        return 0;
    }

    void fill(Warp& warp, const Preset& preset) {
        for (int lane = 0; lane < kLanes; ++lane) {
            uint64_t value = presetValue(warp, preset, lane);
            std::memcpy(warp.registers + preset.slot + lane * preset.bytes, &value, preset.bytes);
        }
    }

    void runWarp(Warp& warp) {
        try {
            runUntilStop(warp);
        } catch (KernelFault& fault) {
            locate(fault, warp);
            throw;
        }
    }

    void runUntilStop(Warp& warp) {
        const Op* code = program.code.data();
        uint64_t steps = 0, allowed = launch.maxSteps - launch.steps;
        while (warp.state == Warp::State::Running) {
            if (warp.pc == warp.join) {
                resume(warp);
                continue;
            }
            const Op& op = code[warp.pc];
            uint32_t mask = warp.active;
            warp.current = &op;
            ++warp.pc;
            if (op.guard != kNone) {
                uint32_t predicate = *slot<uint32_t>(warp, op.guard);
                mask &= op.guardNegated ? ~predicate : predicate;
                if (mask == 0) continue;
            }
            if (++steps > allowed)
                throw KernelFault{702, "timeout: more than " + std::to_string(launch.maxSteps) + " steps"};
            op.run(warp, op, mask);
        }
        launch.steps += steps;
    }

    void locate(KernelFault& fault, const Warp& warp) const {
        std::string place = "kernel '" + program.name + "', PTX line " + std::to_string(warp.current->line) + ": " +
                            program.module->lineText(warp.current->line) + "\n    " + fault.what;
        place += "\n    in block (" + std::to_string(state.index[0]) + ", " + std::to_string(state.index[1]) + ", " +
                 std::to_string(state.index[2]) + ")";
        if (fault.lane >= 0) {
            uint32_t thread = warp.thread(fault.lane);
            place += ", thread (" + std::to_string(thread % launch.block.x) + ", " +
                     std::to_string(thread / launch.block.x % launch.block.y) + ", " +
                     std::to_string(thread / launch.block.x / launch.block.y) + ")";
        }
        fault.what = place;
    }

    /// Lets the warps at a barrier go on once all it waits for are there. False when every warp has ended.
    bool passBarrier() {
        Warp* first = nullptr;
        for (Warp& warp : warps)
            if (warp.state == Warp::State::AtBarrier && first == nullptr) first = &warp;
        if (first == nullptr) return false;
        uint32_t arrived = 0, total = 0;
        for (Warp& warp : warps) {
            if (warp.state != Warp::State::AtBarrier || warp.barrier != first->barrier) continue;
            arrived += kLanes;
            total += static_cast<uint32_t>(__builtin_popcount(warp.reduceVotes));
        }
        if (first->barrierThreads == 0) {
            for (Warp& warp : warps) {
                if (warp.state == Warp::State::AtBarrier && warp.current == first->current) continue;
                divergence(*first, warp);
            }
        } else if (arrived < first->barrierThreads) {
            divergence(*first, *first);
        }
        for (Warp& warp : warps) {
            if (warp.state != Warp::State::AtBarrier || warp.barrier != first->barrier) continue;
            if (warp.reduceSlot != kNone) giveResult(warp, total);
            warp.state = Warp::State::Running;
        }
        shared.barrier();
        return true;
    }

    void giveResult(Warp& warp, uint32_t total) {
        bool holds = warp.reduceKind == 1 ? total == state.threads : total > 0;
        if (warp.reduceKind != 0) return setPredicate(warp, warp.reduceSlot, warp.active, holds ? kAllLanes : 0);
        uint32_t* d = slot<uint32_t>(warp, warp.reduceSlot);
        eachLane(warp.active, [=](int lane) { d[lane] = total; });
    }

    [[noreturn]] void divergence(const Warp& waiting, const Warp& other) const {
        std::string what = "divergent barrier: warp " + std::to_string(waiting.index) + " waits at a barrier";
        if (&waiting != &other)
            what += other.state == Warp::State::Done
                        ? " while warp " + std::to_string(other.index) + " has exited"
                        : " and warp " + std::to_string(other.index) + " at another one, PTX line " +
                              std::to_string(other.current->line);
        else
            what += " that too few threads reach";
        KernelFault fault{719, what, __builtin_ctz(waiting.active)};
        locate(fault, waiting);
        throw fault;
    }
};

}  // namespace

void runLaunch(Launch& launch) {
    GlobalRaces races(*launch.program);
    if (launch.watchRaces) launch.races = &races;
    BlockRunner runner(launch);
    for (uint32_t z = 0; z < launch.grid.z; ++z)
        for (uint32_t y = 0; y < launch.grid.y; ++y)
            for (uint32_t x = 0; x < launch.grid.x; ++x) runner.run(x, y, z);
}

}  // namespace emulator
