#include "settings.h"

#include <cstdio>
#include <cstdlib>

namespace emulator {

namespace {

bool integer(const std::string& text, int64_t& value) {
    char* end = nullptr;
    value = std::strtoll(text.c_str(), &end, 0);
    return !text.empty() && *end == '\0';
}

/// `7.0` → 70, `12.8` → 128.
bool version(const std::string& text, int& value) {
    int major = 0, minor = 0;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%d.%d%c", &major, &minor, &rest) != 2 || minor > 9 || major < 0 || minor < 0)
        return false;
    value = major * 10 + minor;
    return true;
}

}  // namespace

bool Settings::set(const std::string& name, const std::string& value) {
    int64_t number = 0;
    int dotted = 0;
    if (name == "compute-capability") {
        if (!version(value, dotted)) return false;
        computeMajor = dotted / 10;
        computeMinor = dotted % 10;
        return true;
    }
    if (name == "driver-version") {
        if (!version(value, dotted)) return false;
        driverVersion = dotted / 10 * 1000 + dotted % 10 * 10;
        return true;
    }
    if (name == "ptx-version") return version(value, ptxVersion);
    if (name == "streams") {
        eager = value == "eager";
        return eager || value == "lazy";
    }
    if (name == "leave-out") {
        leftOut = value;
        return value == "nothing" || value == "stream-waits" || value == "event-waits" || value == "free-order";
    }
    if (!integer(value, number)) return false;
    if (name == "devices")
        devices = static_cast<int>(number);
    else if (name == "memory")
        memoryBytes = static_cast<uint64_t>(number);
    else if (name == "init-result")
        initResult = static_cast<int>(number);
    else if (name == "fail-allocation")
        failAllocation = number;
    else if (name == "fail-allocations")
        failAllocations = number;
    else if (name == "fail-launch")
        failLaunch = number;
    else if (name == "fail-launch-code")
        failLaunchCode = static_cast<int>(number);
    else if (name == "bad-image")
        badImage = number != 0;
    else if (name == "no-context")
        noContext = number != 0;
    else if (name == "check-order")
        checkOrder = number != 0;
    else if (name == "check-races")
        checkRaces = number != 0;
    else if (name == "check-uninitialised")
        checkUninitialised = number != 0;
    else if (name == "quiet")
        quiet = number != 0;
    else if (name == "max-steps")
        maxSteps = static_cast<uint64_t>(number);
    else if (name.rfind("attribute.", 0) == 0)
        attributes[std::atoi(name.c_str() + 10)] = static_cast<int>(number);
    else
        return false;
    return true;
}

Settings Settings::fromEnvironment() {
    Settings settings;
    const char* found = std::getenv("CULEBRA_EMULATOR");
    std::string text = found == nullptr ? "" : found;
    for (size_t at = 0; at < text.size();) {
        size_t end = text.find(',', at);
        if (end == std::string::npos) end = text.size();
        std::string pair = text.substr(at, end - at);
        size_t equals = pair.find('=');
        bool understood = equals != std::string::npos && settings.set(pair.substr(0, equals), pair.substr(equals + 1));
        if (!understood && !pair.empty())
            std::fprintf(stderr, "emulator: CULEBRA_EMULATOR: '%s' is not understood\n", pair.c_str());
        at = end + 1;
    }
    return settings;
}

int Settings::newestPtx() const {
    if (ptxVersion != 0) return ptxVersion;
    int major = driverVersion / 1000, minor = driverVersion % 1000 / 10;
    if (major == 11) return minor == 0 ? 70 : 70 + minor;
    return (major - 4) * 10 + minor;  // 12.x speaks 8.x, 13.x speaks 9.x
}

}  // namespace emulator
