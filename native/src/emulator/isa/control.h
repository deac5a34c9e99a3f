#pragma once

#include "../exec/warp.h"

namespace emulator {

bool isBranch(const Op& op);
bool isJump(const Op& op);
bool isExit(const Op& op);

/// Makes the lanes that wait at the top of the warp's stack the active ones; ends the warp when there are none.
void resume(Warp& warp);

}  // namespace emulator
