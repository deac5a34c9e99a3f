#pragma once

#include <cstdint>

namespace emulator {

/// Generic addresses of shared, local and parameter memory are their offset plus one of these.
constexpr uint64_t kSharedWindow = 0x1000'0000'0000;
constexpr uint64_t kLocalWindow = 0x1100'0000'0000;
constexpr uint64_t kParameterWindow = 0x1200'0000'0000;
constexpr uint64_t kWindowBytes = 0x0100'0000'0000;

}  // namespace emulator
