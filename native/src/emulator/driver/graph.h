#pragma once

#include "stream.h"

namespace emulator {

/// Adds captured work behind what the stream captured last.
void addNode(Capture& capture, CUstream_st& stream, Work work);

}  // namespace emulator
