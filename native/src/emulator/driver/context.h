#pragma once

#include "state.h"

namespace emulator {

CUctx_st& primaryContext(CUdevice device);
void openContext(CUctx_st& context);
/// Finishes what is queued, reports what is still allocated, and frees everything.
void closeContext(CUctx_st& context);

/// Frees the memory that a context owns.
void releaseMemory(CUctx_st& context);
/// Pools give back what they hold beyond their thresholds, as at each synchronisation.
void trimPools(int device);

}  // namespace emulator
