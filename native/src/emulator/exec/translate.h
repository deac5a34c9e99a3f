#pragma once

#include "warp.h"

namespace emulator {

/// Where the lanes' addresses are in host memory, each checked for bounds and alignment.
struct Translation {
    uint8_t* host[kLanes];
    uint64_t shared[kLanes];  ///< offset in shared memory, or kGlobal, or kPrivate
    bool anyShared = false;
    static constexpr uint64_t kGlobal = ~0ull;
    static constexpr uint64_t kPrivate = ~1ull;  ///< local memory or a parameter
};

/// Translates `[r[0] + immediate]` or whatever slot the caller names, for an access of `bytes` per lane. Throws
/// KernelFault at the first lane whose access is not allowed.
void translate(Warp& warp, const Op& op, uint32_t mask, uint32_t addressSlot, uint32_t bytes, bool write,
               Translation& translation);

}  // namespace emulator
