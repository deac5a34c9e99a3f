#pragma once

#include "warp.h"

namespace emulator {

/// Reads `%clock`, `%clock64` or `%globaltimer`: nanoseconds of a steady clock.
Handler clockHandler(int bytes);

}  // namespace emulator
