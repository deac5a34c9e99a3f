// What the emulator offers beyond a real driver: settings, findings, counters, and the door for its cuBLAS.

#include <cstdio>
#include <cstdlib>

#include "../abi/culebra_emulator.h"
#include "context.h"
#include "memory_calls.h"

namespace emulator {

void Driver::report(const std::string& finding) {
    constexpr size_t kMost = 1000;
    if (findings.size() < kMost) findings.push_back(finding);
    if (!settings.quiet) std::fprintf(stderr, "emulator: %s\n", finding.c_str());
}

void Driver::noteCall(const char* name) {
    constexpr size_t kMost = 100000;
    calls.emplace_back(name);
    if (calls.size() > kMost) calls.pop_front();
}

void Driver::reset() {
    settings.quiet = true;
    for (auto& context : contexts) {
        if (context->alive) closeContext(*context);
        handles.erase(context.get());
    }
    // Contexts stay where they are, closed, since threads may still have them current.
    for (auto& context : contexts)
        if (context->primary) {
            context->retained = 0;
            handles.insert(context.get());
        }
    for (auto& pool : pools) handles.erase(pool.get());
    pools.clear();
    plainBytes.clear();
    memory.clear();
    memory.peers.clear();
    settings = Settings::fromEnvironment();
    memory.trackWrites = settings.checkUninitialised;
    findings.clear();
    calls.clear();
    launches = allocations = 0;
}

void logCall(const char* name, CUresult result) {
    static const bool wanted = std::getenv("CULEBRA_EMULATOR_TRACE") != nullptr;
    if (wanted) std::fprintf(stderr, "emulator: %s: result %d\n", name, static_cast<int>(result));
}

}  // namespace emulator

using namespace emulator;

namespace {

using Guard = std::lock_guard<std::recursive_mutex>;

}  // namespace

extern "C" {

int culebraEmulatorSet(const char* name, const char* value) {
    Guard guard(driver().lock);
    if (name == nullptr || value == nullptr || !driver().settings.set(name, value)) return 1;
    driver().memory.trackWrites = driver().settings.checkUninitialised;
    return 0;
}

void culebraEmulatorReset(void) {
    Guard guard(driver().lock);
    driver().reset();
}

const char* culebraEmulatorReport(void) {
    Guard guard(driver().lock);
    thread_local std::string text;
    text.clear();
    for (const auto& finding : driver().findings) text += finding + "\n";
    return text.c_str();
}

int64_t culebraEmulatorReportCount(void) {
    Guard guard(driver().lock);
    return static_cast<int64_t>(driver().findings.size());
}

void culebraEmulatorClearReport(void) {
    Guard guard(driver().lock);
    driver().findings.clear();
}

const char* culebraEmulatorCalls(void) {
    Guard guard(driver().lock);
    thread_local std::string text;
    text.clear();
    for (const auto& name : driver().calls) text += name + "\n";
    return text.c_str();
}

void culebraEmulatorClearCalls(void) {
    Guard guard(driver().lock);
    driver().calls.clear();
}

int64_t culebraEmulatorLiveAllocations(void) {
    Guard guard(driver().lock);
    return static_cast<int64_t>(driver().memory.live().size());
}

int64_t culebraEmulatorLiveBytes(void) {
    Guard guard(driver().lock);
    int64_t total = 0;
    for (const Allocation* block : driver().memory.live()) total += static_cast<int64_t>(block->bytes);
    return total;
}

int64_t culebraEmulatorReportLeaks(void) {
    Guard guard(driver().lock);
    auto left = driver().memory.live();
    for (const Allocation* block : left) driver().report("leak: " + describe(*block));
    return static_cast<int64_t>(left.size());
}

void culebraEmulatorEnd(void) {
    Guard guard(driver().lock);
    for (auto& context : driver().contexts)
        if (context->alive && context->device == 0) closeContext(*context);
}

int64_t culebraEmulatorAllocations(void) { return static_cast<int64_t>(driver().allocations); }
int64_t culebraEmulatorLaunches(void) { return static_cast<int64_t>(driver().launches); }

int64_t culebraEmulatorPendingWork(void) {
    Guard guard(driver().lock);
    int64_t total = 0;
    for (const auto& context : driver().contexts)
        for (const auto& queue : context->queues) total += static_cast<int64_t>(queue->waiting.size());
    return total;
}

int culebraEmulatorEnqueue(void* stream, const char* who, void (*work)(void*), void (*done)(void*), void* argument,
                           const uint64_t* addresses, int addressCount) {
    std::shared_ptr<void> owned(argument, done);
    return contextCall(who, [&](CUctx_st& context) {
        std::vector<uint64_t> touched(addresses, addresses + addressCount);
        enqueue(context, static_cast<CUstream>(stream), {who, [=] { work(owned.get()); }, touched, {}});
    });
}

void* culebraEmulatorRange(const char* who, uint64_t address, uint64_t bytes, int write) {
    Guard guard(driver().lock);
    return deviceRange(*driver().running->queue.context, who, address, bytes, write != 0);
}

int culebraEmulatorMayAllocate(void) {
    return contextCall(__func__, [&](CUctx_st&) { refuseDuringCapture(); });
}
}
