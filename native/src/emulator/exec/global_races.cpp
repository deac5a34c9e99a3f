#include "global_races.h"

#include <algorithm>

namespace emulator {

GlobalRaces::GlobalRaces(const Program& program) : loops(program.comparesAndSwaps) {
    while ((2u << shift) <= program.globalGrain) ++shift;
}

void GlobalRaces::startBlock(uint32_t time) {
    blockStarts.push_back(time);
    acquired.clear();
    fenced = false;
}

Grain& GlobalRaces::grainAt(uint64_t address) {
    uint64_t page = address / kPageBytes;
    if (page != recentPage) {
        Page& found = pages[page];
        if (found == nullptr) found = std::make_unique<Grain[]>(kPageBytes >> shift);
        recentPage = page;
        recent = found.get();
    }
    return recent[address % kPageBytes >> shift];
}

bool GlobalRaces::isOrdered(uint32_t time) const {
    if (time == 0 || time >= blockStarts.back()) return true;  // never, or by this block
    uint32_t block = *std::prev(std::upper_bound(blockStarts.begin(), blockStarts.end(), time));
    return std::any_of(acquired.begin(), acquired.end(), [&](const auto* blocks) { return blocks->count(block) != 0; });
}

void GlobalRaces::race(const Warp& warp, int lane, Hazard hazard, const Grain& grain, bool otherBlock) const {
    std::string who = otherBlock                      ? "another block"
                      : hazard == Hazard::WriteOfRead ? Grain::name(grain.reader)
                                                      : Grain::name(grain.writer);
    throw KernelFault{719,
                      std::string("global memory race: thread ") + std::to_string(warp.thread(lane)) +
                          (hazard == Hazard::ReadOfWritten ? " reads" : " writes") + " what " + who +
                          (hazard == Hazard::WriteOfRead ? " reads" : " writes") + " in the same launch, unordered",
                      lane};
}

void GlobalRaces::read(const Warp& warp, int lane, uint32_t time, const uint8_t* host, uint32_t count, bool strong) {
    Moment here{time, warp.thread(lane), warp.index, warp.syncs};
    auto from = reinterpret_cast<uint64_t>(host);
    for (uint64_t at = from >> shift << shift; at < from + count; at += 1ull << shift) {
        Grain& grain = grainAt(at);
        bool exempt = (strong || loops) && grain.byAtomic;
        if (!exempt && !isOrdered(grain.writtenAt)) race(warp, lane, Hazard::ReadOfWritten, grain, true);
        Grain before = grain;
        if (Hazard hazard = grain.read(here); hazard != Hazard::None && !exempt)
            race(warp, lane, hazard, before, false);
        if (strong) grain.readAt = before.readAt;  // may meet the atomics to come
    }
}

void GlobalRaces::write(const Warp& warp, int lane, uint32_t time, const uint8_t* host, uint32_t count, bool same,
                        bool strong) {
    Moment here{time, warp.thread(lane), warp.index, warp.syncs};
    auto from = reinterpret_cast<uint64_t>(host);
    for (uint64_t at = from >> shift << shift; at < from + count; at += 1ull << shift) {
        Grain& grain = grainAt(at);
        Grain before = grain;
        bool exempt = same || (strong && grain.byAtomic);
        if (!exempt && !isOrdered(before.writtenAt)) race(warp, lane, Hazard::WriteOfWritten, before, true);
        if (!same && !isOrdered(before.readAt)) race(warp, lane, Hazard::WriteOfRead, before, true);
        if (Hazard hazard = grain.write(here, exempt); hazard != Hazard::None) race(warp, lane, hazard, before, false);
        grain.byAtomic = strong;
    }
}

void GlobalRaces::atomic(const Warp& warp, int lane, uint32_t time, const uint8_t* host, uint32_t count) {
    Moment here{time, warp.thread(lane), warp.index, warp.syncs};
    auto from = reinterpret_cast<uint64_t>(host);
    for (uint64_t at = from >> shift << shift; at < from + count; at += 1ull << shift) {
        Grain& grain = grainAt(at);
        Grain before = grain;
        if (!before.byAtomic && !isOrdered(before.writtenAt)) race(warp, lane, Hazard::WriteOfWritten, before, true);
        if (!loops && !isOrdered(before.readAt)) race(warp, lane, Hazard::WriteOfRead, before, true);
        Hazard hazard = grain.atomic(here);
        if (hazard != Hazard::None && !(loops && hazard == Hazard::WriteOfRead))
            race(warp, lane, hazard, before, false);
    }
    auto& blocks = published[host];
    if (std::find(acquired.begin(), acquired.end(), &blocks) == acquired.end()) acquired.push_back(&blocks);
    if (fenced) blocks.insert(blockStarts.back());
}

}  // namespace emulator
