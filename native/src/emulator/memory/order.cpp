#include "order.h"

#include <algorithm>

namespace emulator {

namespace {

constexpr size_t kRemembered = 32;  // accesses a block; the oldest are forgotten first

}  // namespace

void Clock::merge(const Clock& other) {
    for (auto [queue, sequence] : other.known) advance(queue, sequence);
}

void Clock::advance(uint64_t queue, uint64_t sequence) {
    uint64_t& last = known[queue];
    last = std::max(last, sequence);
}

bool Clock::covers(uint64_t queue, uint64_t sequence) const {
    auto found = known.find(queue);
    return found != known.end() && found->second >= sequence;
}

const Access* AccessHistory::add(const Access& access, const Clock& after) {
    bool found = false;
    for (const Access& old : past) {
        bool overlaps = old.from < access.to && access.from < old.to && (old.write || access.write);
        if (!overlaps || old.queue == access.queue || after.covers(old.queue, old.sequence)) continue;
        conflicting = old;
        found = true;
    }
    // An earlier access of the same queue is ordered with whatever this one is ordered with.
    past.erase(std::remove_if(past.begin(), past.end(),
                              [&](const Access& old) {
                                  return old.queue == access.queue && access.from <= old.from && old.to <= access.to &&
                                         old.write <= access.write;
                              }),
               past.end());
    if (past.size() >= kRemembered) past.erase(past.begin());
    past.push_back(access);
    return found ? &conflicting : nullptr;
}

}  // namespace emulator
