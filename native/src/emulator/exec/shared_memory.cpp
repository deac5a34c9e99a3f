#include "shared_memory.h"

#include <algorithm>

namespace emulator {

namespace {

constexpr int kLaunchFailed = 719;
constexpr int kIllegalAddress = 700;

std::string threadName(uint32_t who) { return "thread " + std::to_string(who); }

}  // namespace

SharedMemory::SharedMemory(const Program& program, uint32_t dynamicBytes) : variables(program.sharedVariables) {
    uint64_t size = program.sharedBytes;
    if (program.usesDynamicShared) {
        size = program.dynamicSharedOffset + dynamicBytes;
        if (dynamicBytes > 0) variables.emplace_back(program.dynamicSharedOffset, static_cast<uint32_t>(size));
    }
    bytes.resize(size);
    while ((2u << shift) <= program.sharedGrain) ++shift;
    grains.resize((size >> shift) + 1);
}

void SharedMemory::startBlock() { blockStart = ++now; }

void SharedMemory::check(int lane, uint64_t offset, uint32_t count, bool write) const {
    if (offset >= recent.first && offset + count <= recent.second) return;
    for (const auto& variable : variables)
        if (offset >= variable.first && offset + count <= variable.second) {
            recent = variable;
            return;
        }
    std::string near = variables.empty() ? "; the kernel has no shared memory" : "";
    uint64_t nearest = ~0ull;
    for (auto [begin, end] : variables) {
        uint64_t distance = offset < begin ? begin - offset : offset >= end ? offset - end : 0;
        if (distance > nearest) continue;
        nearest = distance;
        near = "; nearest: " + std::to_string(end - begin) + " bytes at " + std::to_string(begin);
    }
    std::string access = std::string(write ? "write" : "read") + " of " + std::to_string(count) +
                         " bytes at shared offset " + std::to_string(offset);
    throw KernelFault{kIllegalAddress, "out of bounds: " + access + near, lane};
}

bool SharedMemory::conflicts(const Warp& warp, uint32_t thread, uint32_t who, uint32_t at, uint32_t syncs) const {
    if (at != now || who == thread) return false;
    if (who == kMany) return true;
    auto itsWarp = static_cast<int>((who & kWarpMany) != 0 ? who & ~kWarpMany : who / kLanes);
    return itsWarp != warp.index || syncs == warp.syncs;
}

void SharedMemory::race(const Warp& warp, int lane, uint64_t offset, const char* this_, const char* that,
                        uint32_t who) const {
    std::string other = who == kMany             ? "threads of several warps"
                        : (who & kWarpMany) != 0 ? "threads of warp " + std::to_string(who & ~kWarpMany)
                                                 : threadName(who);
    throw KernelFault{kLaunchFailed,
                      "shared memory race: " + threadName(warp.thread(lane)) + " " + this_ + " offset " +
                          std::to_string(offset) + " that " + other + " " + that + " with no barrier between",
                      lane};
}

void SharedMemory::read(const Warp& warp, int lane, uint64_t offset, uint32_t count) {
    uint32_t thread = warp.thread(lane);
    for (uint64_t i = offset >> shift; i <= (offset + count - 1) >> shift; ++i) {
        Grain& grain = grains[i];
        if (grain.writtenAt < blockStart)
            throw KernelFault{kLaunchFailed,
                              "uninitialised shared memory: read of offset " + std::to_string(i << shift) +
                                  " that no thread has written",
                              lane};
        if (conflicts(warp, thread, grain.writer, grain.writtenAt, grain.writeSyncs))
            race(warp, lane, i << shift, "reads", "wrote", grain.writer);
        if (grain.readAt != now) {
            grain.reader = static_cast<uint16_t>(thread);
        } else if (grain.reader != thread && grain.reader != kMany) {
            auto itsWarp =
                static_cast<int>((grain.reader & kWarpMany) != 0 ? grain.reader & ~kWarpMany : grain.reader / kLanes);
            grain.reader =
                static_cast<uint16_t>(itsWarp == warp.index ? kWarpMany | static_cast<uint32_t>(warp.index) : kMany);
        }
        grain.readAt = now;
        grain.readSyncs = warp.syncs;
    }
}

void SharedMemory::write(const Warp& warp, int lane, uint64_t offset, uint32_t count, bool same) {
    uint32_t thread = warp.thread(lane);
    for (uint64_t i = offset >> shift; i <= (offset + count - 1) >> shift; ++i) {
        Grain& grain = grains[i];
        bool initialised = grain.writtenAt >= blockStart;
        if (!(same && initialised)) {
            if (conflicts(warp, thread, grain.writer, grain.writtenAt, grain.writeSyncs))
                race(warp, lane, i << shift, "writes", "wrote", grain.writer);
            if (conflicts(warp, thread, grain.reader, grain.readAt, grain.readSyncs))
                race(warp, lane, i << shift, "writes", "read", grain.reader);
        }
        grain.writtenAt = now;
        grain.writeSyncs = warp.syncs;
        grain.writer = static_cast<uint16_t>(thread);
        grain.byAtomic = false;
    }
}

void SharedMemory::atomic(const Warp& warp, int lane, uint64_t offset, uint32_t count) {
    uint32_t thread = warp.thread(lane);
    for (uint64_t i = offset >> shift; i <= (offset + count - 1) >> shift; ++i) {
        Grain& grain = grains[i];
        if (grain.writtenAt < blockStart)
            throw KernelFault{kLaunchFailed,
                              "uninitialised shared memory: atomic on offset " + std::to_string(i << shift) +
                                  " that no thread has written",
                              lane};
        bool amongAtomics = grain.byAtomic && grain.writtenAt == now;
        if (!amongAtomics && conflicts(warp, thread, grain.writer, grain.writtenAt, grain.writeSyncs))
            race(warp, lane, i << shift, "updates", "wrote", grain.writer);
        if (conflicts(warp, thread, grain.reader, grain.readAt, grain.readSyncs))
            race(warp, lane, i << shift, "updates", "read", grain.reader);
        grain.writer = static_cast<uint16_t>(amongAtomics && grain.writer != thread ? kMany : thread);
        grain.writtenAt = now;
        grain.writeSyncs = warp.syncs;
        grain.byAtomic = true;
    }
}

}  // namespace emulator
