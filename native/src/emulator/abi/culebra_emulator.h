#pragma once

// What the emulated driver offers beyond a real one: faults on demand, and what it saw. Plain C, looked up by name.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Changes one setting (README.md lists them), as the environment variable CULEBRA_EMULATOR does with `name=value,…`.
/// Returns 0, or 1 for an unknown name or value. Counting faults (`fail-allocation`, `fail-launch`) count from here.
int culebraEmulatorSet(const char* name, const char* value);

/// Forgets everything: contexts, memory, handles, reports, counters; settings go back to the environment's.
void culebraEmulatorReset(void);

/// All findings since the last clear, one after the other, or "". Valid until the next call from the same thread.
const char* culebraEmulatorReport(void);
int64_t culebraEmulatorReportCount(void);
void culebraEmulatorClearReport(void);

/// The latest calls of the driver, a name a line, in order; a product of cuBLAS appears under its own name. Valid until
/// the next call from the same thread.
const char* culebraEmulatorCalls(void);
void culebraEmulatorClearCalls(void);

/// Memory that is allocated and not freed, over all devices: device, pooled, pinned and managed blocks.
int64_t culebraEmulatorLiveAllocations(void);
int64_t culebraEmulatorLiveBytes(void);
/// Adds a finding for every such block; returns their number.
int64_t culebraEmulatorReportLeaks(void);

/// Does what is queued on the first card and ends its contexts, as the end of the process would: what is still allocated
/// becomes a finding.
void culebraEmulatorEnd(void);

/// Successful and attempted since the last reset.
int64_t culebraEmulatorAllocations(void);
int64_t culebraEmulatorLaunches(void);
/// Work queued on streams and not yet executed.
int64_t culebraEmulatorPendingWork(void);

/// For the emulated cuBLAS: runs `work(argument)` in stream order, then `done(argument)` once. Inside `work`,
/// `culebraEmulatorRange` gives the host's bytes of a device range, or reports `who` and fails the context.
int culebraEmulatorEnqueue(void* stream, const char* who, void (*work)(void*), void (*done)(void*), void* argument,
                           const uint64_t* addresses, int addressCount);
void* culebraEmulatorRange(const char* who, uint64_t address, uint64_t bytes, int write);
/// 0, or the CUresult with which a call that allocates would fail now (no context, sticky error, capture).
int culebraEmulatorMayAllocate(void);

#ifdef __cplusplus
}
#endif
