#pragma once

#include <cstdint>
#include <vector>

#include "warp.h"

namespace emulator {

/// Shared memory of the block that runs, with a record of who touched each grain last. Time advances at every barrier
/// of the block; two threads that touch a grain at the same time, one of them writing, race. Threads of one warp are
/// also ordered by `bar.warp.sync`.
class SharedMemory {
public:
    SharedMemory(const Program& program, uint32_t dynamicBytes);

    /// Forgets the contents: a new block starts.
    void startBlock();
    /// Everything before is ordered with everything after.
    void barrier() { ++now; }

    uint8_t* data() { return bytes.data(); }
    uint64_t size() const { return bytes.size(); }

    void read(const Warp& warp, int lane, uint64_t offset, uint32_t count);
    /// `same`: the bytes written are those already there, which harms no one.
    void write(const Warp& warp, int lane, uint64_t offset, uint32_t count, bool same);
    void atomic(const Warp& warp, int lane, uint64_t offset, uint32_t count);
    /// Throws unless the range lies in one variable.
    void check(int lane, uint64_t offset, uint32_t count, bool write) const;

private:
    static constexpr uint32_t kMany = 0xFFFF;      ///< several warps
    static constexpr uint32_t kWarpMany = 0x8000;  ///< several threads of the warp in the low bits

    struct Grain {
        uint32_t writtenAt = 0;  ///< 0: never
        uint32_t readAt = 0;
        uint32_t writeSyncs = 0;
        uint32_t readSyncs = 0;
        uint16_t writer = 0;  ///< thread, or kMany after atomics of several
        uint16_t reader = 0;  ///< thread, kWarpMany + warp, or kMany
        bool byAtomic = false;
    };

    std::vector<uint8_t> bytes;
    std::vector<Grain> grains;
    std::vector<std::pair<uint32_t, uint32_t>> variables;
    mutable std::pair<uint32_t, uint32_t> recent = {0, 0};  ///< the variable accessed last
    uint32_t shift = 0;
    uint32_t now = 0;
    uint32_t blockStart = 0;

    bool conflicts(const Warp& warp, uint32_t thread, uint32_t who, uint32_t at, uint32_t syncs) const;
    [[noreturn]] void race(const Warp& warp, int lane, uint64_t offset, const char* this_, const char* that,
                           uint32_t who) const;
};

}  // namespace emulator
