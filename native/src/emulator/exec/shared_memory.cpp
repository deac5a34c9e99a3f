#include "shared_memory.h"

namespace emulator {

namespace {

constexpr int kLaunchFailed = 719;
constexpr int kIllegalAddress = 700;

}  // namespace

std::string Grain::name(uint32_t who) {
    if (who == kMany) return "threads of several warps";
    return (who & kWarpMany) != 0 ? "threads of warp " + std::to_string(who & ~kWarpMany)
                                  : "thread " + std::to_string(who);
}

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

void SharedMemory::uninitialised(int lane, uint64_t offset) const {
    throw KernelFault{
        kLaunchFailed,
        "uninitialised shared memory: read of offset " + std::to_string(offset) + " that no thread has written", lane};
}

void SharedMemory::race(const Warp& warp, int lane, uint64_t offset, Hazard hazard, uint32_t who) const {
    throw KernelFault{kLaunchFailed,
                      "shared memory race: thread " + std::to_string(warp.thread(lane)) +
                          (hazard == Hazard::ReadOfWritten ? " reads" : " writes") + " offset " +
                          std::to_string(offset) + " that " + Grain::name(who) +
                          (hazard == Hazard::WriteOfRead ? " read" : " wrote") + " with no barrier between",
                      lane};
}

void SharedMemory::read(const Warp& warp, int lane, uint64_t offset, uint32_t count) {
    Moment here = moment(warp, lane);
    for (uint64_t i = offset >> shift; i <= (offset + count - 1) >> shift; ++i) {
        Grain& grain = grains[i];
        if (!isInitialised(grain)) uninitialised(lane, i << shift);
        uint32_t who = grain.writer;
        if (Hazard hazard = grain.read(here); hazard != Hazard::None) race(warp, lane, i << shift, hazard, who);
    }
}

void SharedMemory::write(const Warp& warp, int lane, uint64_t offset, uint32_t count, bool same) {
    Moment here = moment(warp, lane);
    for (uint64_t i = offset >> shift; i <= (offset + count - 1) >> shift; ++i) {
        Grain before = grains[i];
        Hazard hazard = grains[i].write(here, same && isInitialised(before));
        if (hazard != Hazard::None)
            race(warp, lane, i << shift, hazard, hazard == Hazard::WriteOfRead ? before.reader : before.writer);
    }
}

void SharedMemory::atomic(const Warp& warp, int lane, uint64_t offset, uint32_t count) {
    Moment here = moment(warp, lane);
    for (uint64_t i = offset >> shift; i <= (offset + count - 1) >> shift; ++i) {
        Grain before = grains[i];
        if (!isInitialised(before)) uninitialised(lane, i << shift);
        Hazard hazard = grains[i].atomic(here);
        if (hazard != Hazard::None)
            race(warp, lane, i << shift, hazard, hazard == Hazard::WriteOfRead ? before.reader : before.writer);
    }
}

}  // namespace emulator
