#include "clock.h"

#include <chrono>

namespace emulator {

namespace {

template <class T>
void readClock(Warp& warp, const Op& op, uint32_t mask) {
    auto now = std::chrono::steady_clock::now().time_since_epoch();
    auto nanos = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
    T* target = slot<T>(warp, op.r[0]);
    eachLane(mask, [=](int lane) { target[lane] = static_cast<T>(nanos); });
}

}  // namespace

Handler clockHandler(int bytes) { return bytes == 8 ? readClock<uint64_t> : readClock<uint32_t>; }

}  // namespace emulator
