#pragma once

#include "warp.h"

namespace emulator {

/// Where the lanes' addresses are in host memory, each checked for bounds and alignment.
struct Translation {
    uint8_t* host[kLanes];
    uint64_t shared[kLanes];  ///< offset in shared memory; kNotShared elsewhere
    bool anyShared = false;
    static constexpr uint64_t kNotShared = ~0ull;
};

/// Translates `[r[0] + immediate]` or whatever slot the caller names, for an access of `bytes` per lane. Throws
/// KernelFault at the first lane whose access is not allowed.
void translate(Warp& warp, const Op& op, uint32_t mask, uint32_t addressSlot, uint32_t bytes, bool write,
               Translation& translation);

}  // namespace emulator
