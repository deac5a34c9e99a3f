#pragma once

#include <cstdint>
#include <vector>

#include "grain.h"
#include "warp.h"

namespace emulator {

/// Shared memory of the block that runs, with a record of who touched what last.
class SharedMemory {
public:
    SharedMemory(const Program& program, uint32_t dynamicBytes);

    /// Forgets the contents: a new block starts.
    void startBlock() { blockStart = ++now; }
    /// Everything before is ordered with everything after.
    void barrier() { ++now; }
    uint32_t time() const { return now; }

    uint8_t* data() { return bytes.data(); }

    void read(const Warp& warp, int lane, uint64_t offset, uint32_t count);
    /// `same`: the bytes written are those already there, which harms no one.
    void write(const Warp& warp, int lane, uint64_t offset, uint32_t count, bool same);
    void atomic(const Warp& warp, int lane, uint64_t offset, uint32_t count);
    /// Throws unless the range lies in one variable.
    void check(int lane, uint64_t offset, uint32_t count, bool write) const;

private:
    std::vector<uint8_t> bytes;
    std::vector<Grain> grains;
    std::vector<std::pair<uint32_t, uint32_t>> variables;
    mutable std::pair<uint32_t, uint32_t> recent = {0, 0};  ///< the variable accessed last
    uint32_t shift = 0;
    uint32_t now = 0;
    uint32_t blockStart = 0;

    bool isInitialised(const Grain& grain) const { return grain.writtenAt >= blockStart; }
    Moment moment(const Warp& warp, int lane) const { return {now, warp.thread(lane), warp.index, warp.syncs}; }
    [[noreturn]] void uninitialised(int lane, uint64_t offset) const;
    [[noreturn]] void race(const Warp& warp, int lane, uint64_t offset, Hazard hazard, uint32_t who) const;
};

}  // namespace emulator
