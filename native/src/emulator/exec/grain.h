#pragma once

#include <cstdint>
#include <string>

#include "program.h"

namespace emulator {

/// Who accesses, and when. Time advances at every barrier of the block and with every new block.
struct Moment {
    uint32_t now;
    uint32_t thread;
    int warp;
    uint32_t syncs;  ///< `bar.warp.sync`s that the warp has passed: these order the threads of one warp
};

enum class Hazard : uint8_t { None, ReadOfWritten, WriteOfWritten, WriteOfRead };

/// The smallest piece of memory that is watched, with who touched it last. Two threads of one block that touch it at
/// the same time, one of them writing, race.
struct Grain {
    static constexpr uint32_t kMany = 0xFFFF;      ///< several warps
    static constexpr uint32_t kWarpMany = 0x8000;  ///< several threads of the warp in the low bits

    uint32_t writtenAt = 0;  ///< 0: never
    uint32_t readAt = 0;
    uint32_t writeSyncs = 0;
    uint32_t readSyncs = 0;
    uint16_t writer = 0;  ///< thread, or kMany after atomics of several
    uint16_t reader = 0;  ///< thread, kWarpMany + warp, or kMany
    bool byAtomic = false;

    Hazard read(const Moment& moment) {
        bool races = conflicts(moment, writer, writtenAt, writeSyncs);
        if (readAt != moment.now)
            reader = static_cast<uint16_t>(moment.thread);
        else if (reader != moment.thread && reader != kMany)
            reader = static_cast<uint16_t>(
                warpOf(reader) == moment.warp ? kWarpMany | static_cast<uint32_t>(moment.warp) : kMany);
        readAt = moment.now;
        readSyncs = moment.syncs;
        return races ? Hazard::ReadOfWritten : Hazard::None;
    }

    /// `harmless`: what is written is already there.
    Hazard write(const Moment& moment, bool harmless) {
        Hazard found = harmless ? Hazard::None : hazardOfWrite(moment, false);
        writer = static_cast<uint16_t>(moment.thread);
        writtenAt = moment.now;
        writeSyncs = moment.syncs;
        byAtomic = false;
        return found;
    }

    Hazard atomic(const Moment& moment) {
        bool among = byAtomic && writtenAt == moment.now;
        Hazard found = hazardOfWrite(moment, among);
        writer = static_cast<uint16_t>(among && writer != moment.thread ? kMany : moment.thread);
        writtenAt = moment.now;
        writeSyncs = moment.syncs;
        byAtomic = true;
        return found;
    }

    /// Words for a finding: `thread 3`, `threads of warp 1`.
    static std::string name(uint32_t who);

private:
    static int warpOf(uint32_t who) {
        return static_cast<int>((who & kWarpMany) != 0 ? who & ~kWarpMany : who / kLanes);
    }
    static bool conflicts(const Moment& moment, uint32_t who, uint32_t at, uint32_t syncs) {
        if (at != moment.now || who == moment.thread) return false;
        return who == kMany || warpOf(who) != moment.warp || syncs == moment.syncs;
    }
    Hazard hazardOfWrite(const Moment& moment, bool amongAtomics) const {
        if (!amongAtomics && conflicts(moment, writer, writtenAt, writeSyncs)) return Hazard::WriteOfWritten;
        return conflicts(moment, reader, readAt, readSyncs) ? Hazard::WriteOfRead : Hazard::None;
    }
};

}  // namespace emulator
