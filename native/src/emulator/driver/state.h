#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

#include "../abi/cuda_abi.h"
#include "../decode/builder.h"
#include "../memory/memory.h"
#include "settings.h"

namespace emulator {

struct Queue;

/// A point in a queue. It is passed once everything queued before has been executed.
struct Marker {
    std::weak_ptr<Queue> queue;
    uint64_t sequence = 0;
    bool passed = false;
    double nanos = 0;
    Clock clock;  ///< what has been executed once it is passed
};

/// One piece of work on a stream. A captured one is run again at each launch of its graph.
struct Work {
    Work() = default;
    Work(std::string what, std::function<void()> run, std::vector<uint64_t> addresses = {},
         std::vector<std::shared_ptr<Marker>> after = {})
        : what(std::move(what)), run(std::move(run)), addresses(std::move(addresses)), after(std::move(after)) {}

    std::string what;
    std::function<void()> run;
    std::vector<uint64_t> addresses;             ///< device addresses it was given, to see frees that come too early
    std::vector<std::shared_ptr<Marker>> after;  ///< of other queues
    uint64_t sequence = 0;
    Clock clock;  ///< what it comes after, itself included
};

/// What a stream still has to do, in order. It outlives the stream's handle.
struct Queue {
    CUcontext context = nullptr;
    uint64_t id = 0;
    std::string name;
    bool blocking = true;  ///< ordered with the legacy default stream
    std::deque<Work> waiting;
    uint64_t sequence = 0;  ///< of the last work queued
    Clock clock;            ///< of the last work queued
};

/// The work being executed, and what it touches.
struct Running {
    Queue& queue;
    const Work& work;
    AccessLog log;
};

struct Node {
    Work work;
    std::vector<size_t> after;
};

struct Capture;

/// Thrown inside a call, becomes its result.
struct CallError {
    CUresult code;
};

struct ModuleVariable {
    std::string name;
    uint64_t address = 0;
    uint64_t bytes = 0;
};

/// Everything the driver knows, behind one lock.
struct Driver {
    std::recursive_mutex lock;
    Settings settings = Settings::fromEnvironment();
    MemoryTable memory;
    bool initialised = false;
    std::vector<std::unique_ptr<CUctx_st>> contexts;  ///< primary ones first, by device
    std::unordered_set<const void*> handles;          ///< live streams, events, modules, functions, pools, graphs
    std::vector<std::string> findings;
    std::deque<std::string> calls;  ///< the latest, by name
    uint64_t launches = 0;
    uint64_t allocations = 0;
    std::vector<uint64_t> plainBytes;                        ///< by device: allocated outside of pools
    std::vector<std::unique_ptr<CUmemPoolHandle_st>> pools;  ///< default ones first, by device
    std::vector<Capture*> captures;
    Running* running = nullptr;  ///< the work being executed
    Clock host;                  ///< what the host has waited for
    uint64_t queues = 0;         ///< made so far
    uint64_t serials = 0;        ///< of launches, never reset

    /// Keeps a finding, and prints it unless told to be quiet.
    void report(const std::string& finding);
    void noteCall(const char* name);
    bool known(const void* handle) const { return handles.count(handle) != 0; }
    void reset();
};

Driver& driver();

/// The thread's stack of current contexts, the last one current.
std::vector<CUcontext>& contextStack();
/// The current context; throws CallError when there is none, or none that works.
CUctx_st& currentContext();

void logCall(const char* name, CUresult result);

/// Runs a call's body under the lock and turns what it throws into its result.
template <class Body>
CUresult call(const char* name, Body body) {
    std::lock_guard<std::recursive_mutex> guard(driver().lock);
    driver().noteCall(name);
    try {
        if (!driver().initialised) return CUDA_ERROR_NOT_INITIALIZED;
        body();
        return CUDA_SUCCESS;
    } catch (const CallError& error) {
        logCall(name, error.code);
        return error.code;
    } catch (const std::bad_alloc&) {
        return CUDA_ERROR_OUT_OF_MEMORY;
    }
}

/// The same for a call that needs a current context and that a sticky error refuses.
template <class Body>
CUresult contextCall(const char* name, Body body) {
    return call(name, [&] { body(currentContext()); });
}

[[noreturn]] inline void fail(CUresult code) { throw CallError{code}; }
inline void require(bool condition, CUresult code = CUDA_ERROR_INVALID_VALUE) {
    if (!condition) fail(code);
}
template <class T>
T& checkedHandle(T* handle) {
    require(driver().known(handle), CUDA_ERROR_INVALID_HANDLE);
    return *handle;
}

}  // namespace emulator

struct CUmemPoolHandle_st {
    int device = 0;
    bool isDefault = false;
    uint64_t threshold = 0;
    uint64_t used = 0, usedHigh = 0;
    uint64_t reserved = 0, reservedHigh = 0;
};

struct CUctx_st {
    int device = 0;
    bool primary = true;
    bool alive = false;
    int retained = 0;
    unsigned flags = 0;
    CUresult sticky = CUDA_SUCCESS;
    std::shared_ptr<emulator::Queue> defaultQueue;
    std::vector<std::shared_ptr<emulator::Queue>> queues;  ///< of every stream that has work or lives, default first
    std::vector<std::unique_ptr<CUstream_st>> streams;
    std::vector<std::unique_ptr<CUevent_st>> events;
    std::vector<std::unique_ptr<CUmod_st>> modules;
};

struct CUstream_st {
    CUcontext context = nullptr;
    std::shared_ptr<emulator::Queue> queue;
    unsigned flags = 0;
    int priority = 0;
    emulator::Capture* capture = nullptr;
    std::vector<size_t> captureTail;  ///< nodes that the next captured work comes after
};

struct CUevent_st {
    CUcontext context = nullptr;
    unsigned flags = 0;
    std::shared_ptr<emulator::Marker> marker;  ///< of the last record
    emulator::Capture* capture = nullptr;      ///< recorded while capturing
    std::vector<size_t> captureNodes;
};

struct CUfunc_st {
    CUmodule module = nullptr;
    emulator::Program program;
    int maxDynamicShared = 48 * 1024;
    int carveout = -1;
};

struct CUmod_st {
    CUcontext context = nullptr;
    std::unique_ptr<emulator::ptx::Module> parsed;
    std::vector<emulator::ModuleVariable> variables;
    std::vector<std::unique_ptr<CUfunc_st>> functions;
};

struct CUgraphNode_st : emulator::Node {};

struct CUgraph_st {
    std::vector<std::unique_ptr<CUgraphNode_st>> nodes;
};

struct CUgraphExec_st {
    std::vector<emulator::Node> nodes;
};

/// A capture in progress. It belongs to the stream where it began; others join through events.
struct emulator::Capture {
    CUstream origin = nullptr;
    CUstreamCaptureMode mode = CU_STREAM_CAPTURE_MODE_GLOBAL;
    size_t thread = 0;
    bool invalid = false;
    uint64_t id = 0;
    std::unique_ptr<CUgraph_st> graph = std::make_unique<CUgraph_st>();
};
