#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace emulator {

/// What the emulated machine is like, and the faults it is to have.
struct Settings {
    int devices = 1;
    int computeMajor = 9, computeMinor = 0;
    int driverVersion = 13000;
    uint64_t memoryBytes = 8ull << 30;  ///< of each device
    int initResult = 0;                 ///< what cuInit answers
    int64_t failAllocation = 0;         ///< countdown; the one that reaches 0 fails
    int64_t failAllocations = 1;        ///< how many fail from there on, one after the other
    int64_t failLaunch = 0;
    int failLaunchCode = 719;
    int ptxVersion = 0;               ///< highest accepted, 70 for 7.0; 0: what the driver version knows
    bool badImage = false;            ///< every module is refused with 218
    bool noContext = false;           ///< every call that needs a context answers 201
    bool eager = false;               ///< streams execute at once instead of as late as allowed
    bool checkOrder = true;           ///< refuse work that touches what unordered work on another stream touches
    bool checkRaces = true;           ///< watch global memory for races between threads of a launch
    bool checkUninitialised = false;  ///< report reads of device memory that nothing has written
    std::string leftOut = "nothing";  ///< calls that do nothing, or go astray, as if the program had forgotten them
    bool quiet = false;               ///< findings are kept, not printed
    uint64_t maxSteps = 1ull << 33;   ///< warp instructions of one launch before it times out
    std::map<int, int> attributes;    ///< device attributes set by number

    /// False for an unknown name or a malformed value.
    bool set(const std::string& name, const std::string& value);
    static Settings fromEnvironment();
    int newestPtx() const;
};

}  // namespace emulator
