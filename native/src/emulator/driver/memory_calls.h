#pragma once

#include "stream.h"

namespace emulator {

/// Throws CUDA_ERROR_OUT_OF_MEMORY when this allocation is the one that is to fail.
void countAllocation();
/// Takes memory of a device that no pool holds. Throws when there is too little.
void takePlain(int device, uint64_t bytes);
uint64_t bytesInUse(int device);

CUmemPoolHandle_st& defaultPool(int device);

/// The host's bytes of a range, when the device may touch it now; else throws DeviceError 700.
uint8_t* deviceRange(const CUctx_st& context, const std::string& what, uint64_t address, uint64_t bytes, bool write);
/// Refuses a range that no block contains, already when the work is queued.
void checkRange(const CUctx_st& context, const char* what, uint64_t address, uint64_t bytes, bool write);
/// Whether the host address lies in memory that the device reads in place, whenever the stream gets there.
bool isPinned(const void* host);

}  // namespace emulator
