#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace emulator {

struct Allocation;

/// What is known to have been executed: for each queue, up to which of its works. Each work carries the clock of all
/// that it comes after; two works of which neither is in the other's clock could run in either order.
class Clock {
public:
    void merge(const Clock& other);
    void advance(uint64_t queue, uint64_t sequence);
    bool covers(uint64_t queue, uint64_t sequence) const;
    void forget(uint64_t queue) { known.erase(queue); }

private:
    std::map<uint64_t, uint64_t> known;
};

/// The bytes of one block that one work touched, as the smallest ranges around them.
struct Touched {
    uint64_t readFrom = ~0ull, readTo = 0;
    uint64_t writtenFrom = ~0ull, writtenTo = 0;

    void add(uint64_t from, uint64_t to, bool write) {
        uint64_t &low = write ? writtenFrom : readFrom, &high = write ? writtenTo : readTo;
        if (from < low) low = from;
        if (to > high) high = to;
    }
};

/// Everything that the work being executed touches.
struct AccessLog {
    std::unordered_map<Allocation*, Touched> touched;
};

/// One past access to a block.
struct Access {
    uint64_t queue = 0, sequence = 0;
    uint64_t from = 0, to = 0;
    bool write = false;
    std::string what;
};

/// The accesses to one block that later ones may be unordered with.
class AccessHistory {
public:
    /// Adds an access and returns the one that it is not ordered with, or nullptr. `after` is the clock of the work
    /// that makes the new access.
    const Access* add(const Access& access, const Clock& after);

private:
    std::vector<Access> past;
    Access conflicting;
};

}  // namespace emulator
