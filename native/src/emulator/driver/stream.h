#pragma once

#include "state.h"

namespace emulator {

/// The stream behind a handle; nullptr for the legacy default stream.
CUstream streamOf(CUctx_st& context, CUstream handle);
Queue& queueOf(CUctx_st& context, CUstream handle);

/// Queues work on a stream, or adds it to the graph being captured there.
void enqueue(CUctx_st& context, CUstream handle, Work work);

/// Executes a queue up to and including a sequence number, and first whatever that waits for.
void execute(Queue& queue, uint64_t upTo);
void executeAll(CUctx_st& context);
/// Executes everything on the stream and throws the context's sticky error, if it has one by then.
void synchronize(CUctx_st& context, CUstream handle);

/// Throws when the work being executed touched what other work touches that comes neither before nor after it.
void checkOrder();

/// Throws when a call that is not allowed during capture is made while one that forbids it goes on, and spoils that
/// capture as the real driver does.
void refuseDuringCapture();

/// What work throws that failed on the device. The context is unusable from then on.
struct DeviceError {
    CUresult code;
    std::string what;
};

}  // namespace emulator
