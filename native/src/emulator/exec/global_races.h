#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "grain.h"
#include "warp.h"

namespace emulator {

/// Watches global memory during one launch: threads of one block race as in shared memory, threads of two blocks
/// whenever one writes – unless an atomic operation hands over from the one to the other: a block that has executed a
/// fence publishes, by an atomic on some address, what it did before, and a later atomic on that address acquires it.
class GlobalRaces {
public:
    explicit GlobalRaces(const Program& program);

    void startBlock(uint32_t time);
    void fence() { fenced = true; }

    /// `strong`: volatile, relaxed or acquiring accesses, which may meet atomics.
    void read(const Warp& warp, int lane, uint32_t time, const uint8_t* host, uint32_t count, bool strong);
    void write(const Warp& warp, int lane, uint32_t time, const uint8_t* host, uint32_t count, bool same, bool strong);
    void atomic(const Warp& warp, int lane, uint32_t time, const uint8_t* host, uint32_t count);

private:
    static constexpr uint64_t kPageBytes = 4096;
    using Page = std::unique_ptr<Grain[]>;

    std::unordered_map<uint64_t, Page> pages;
    std::vector<uint32_t> blockStarts;  ///< time of each block's start, ascending
    std::unordered_map<const uint8_t*, std::unordered_set<uint32_t>> published;  ///< blocks, by their start
    std::vector<const std::unordered_set<uint32_t>*> acquired;
    uint32_t shift = 0;
    bool loops = false;  ///< compare-and-swap loops, which begin with a plain read of what others update
    bool fenced = false;
    uint64_t recentPage = ~0ull;
    Grain* recent = nullptr;

    Grain& grainAt(uint64_t address);
    bool isOrdered(uint32_t time) const;
    [[noreturn]] void race(const Warp& warp, int lane, Hazard hazard, const Grain& grain, bool otherBlock) const;
};

}  // namespace emulator
