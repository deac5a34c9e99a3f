#pragma once

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "../abi/cuda_abi.h"
#include "../abi/culebra_emulator.h"
#include "cuda_calls.h"

namespace test {

inline int failures = 0, checks = 0;

inline void check(bool holds, const std::string& what, const char* file, int line) {
    ++checks;
    if (holds) return;
    ++failures;
    std::fprintf(stderr, "%s:%d: %s\n", file, line, what.c_str());
}

#define CHECK(condition) ::test::check((condition), #condition, __FILE__, __LINE__)
inline std::string shown(const std::string& text) { return '"' + text + '"'; }
template <class Number>
std::string shown(Number number) {
    return std::to_string(number);
}

template <class E, class A>
void checkEqual(const E& expected, const A& actual, const char* what, const char* file, int line) {
    check(expected == actual,
          std::string(what) + ": expected " + shown(expected) + ", got " + shown(actual), file, line);
}

#define CHECK_EQUAL(expected, actual) ::test::checkEqual(expected, actual, #actual, __FILE__, __LINE__)
/// A driver call that must succeed.
#define OK(call) CHECK_EQUAL(0, static_cast<int>(call))

inline std::string directory;

/// A fresh emulator with one context current, and nothing left over afterwards.
class Session {
public:
    explicit Session(std::initializer_list<std::pair<const char*, const char*>> settings = {}) {
        culebraEmulatorReset();
        culebraEmulatorSet("quiet", "1");
        for (auto [name, value] : settings) CHECK_EQUAL(0, culebraEmulatorSet(name, value));
        OK(cuInit(0));
        OK(cuDevicePrimaryCtxRetain(&context, 0));
        OK(cuCtxSetCurrent(context));
    }
    ~Session() {
        cuCtxSetCurrent(nullptr);
        culebraEmulatorReset();
    }
    CUcontext context = nullptr;
};

inline std::string read(const std::string& name) {
    std::string path = directory + "/" + name, text;
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) {
        std::fprintf(stderr, "cannot read %s\n", path.c_str());
        std::exit(2);
    }
    char part[65536];
    for (size_t got; (got = std::fread(part, 1, sizeof part, file)) > 0;) text.append(part, got);
    std::fclose(file);
    return text;
}

class Module {
public:
    explicit Module(const std::string& name) {
        std::string text = read("kernels/" + name + ".ptx");
        OK(cuModuleLoadData(&module, text.c_str()));
        if (culebraEmulatorReportCount() > 0) std::fprintf(stderr, "%s", culebraEmulatorReport());
    }
    CUfunction operator[](const char* name) const {
        CUfunction function = nullptr;
        check(cuModuleGetFunction(&function, module, name) == CUDA_SUCCESS, std::string("no kernel ") + name, __FILE__,
              __LINE__);
        return function;
    }
    CUmodule module = nullptr;
};

/// Device memory with the values of a vector.
template <class T>
class Buffer {
public:
    explicit Buffer(const std::vector<T>& values) : size(values.size()) {
        OK(cuMemAlloc_v2(&address, size * sizeof(T)));
        OK(cuMemcpyHtoD_v2(address, values.data(), size * sizeof(T)));
    }
    explicit Buffer(size_t size) : size(size) { OK(cuMemAlloc_v2(&address, size * sizeof(T))); }
    ~Buffer() { cuMemFree_v2(address); }
    std::vector<T> values() const {
        std::vector<T> copy(size);
        OK(cuMemcpyDtoH_v2(copy.data(), address, size * sizeof(T)));
        return copy;
    }
    CUdeviceptr address = 0;
    size_t size;
};

template <class... Arguments>
CUresult launchOn(CUstream stream, CUfunction function, unsigned blocks, unsigned threads, unsigned shared,
                  Arguments... arguments) {
    void* pointers[] = {&arguments..., nullptr};
    return cuLaunchKernel(function, blocks, 1, 1, threads, 1, 1, shared, stream, pointers, nullptr);
}

/// Launches on the default stream and waits; the result of whichever call failed.
template <class... Arguments>
CUresult run(CUfunction function, unsigned blocks, unsigned threads, unsigned shared, Arguments... arguments) {
    CUresult launched = launchOn(nullptr, function, blocks, threads, shared, arguments...);
    return launched != CUDA_SUCCESS ? launched : cuStreamSynchronize(nullptr);
}

inline bool reported(const std::string& part) {
    bool found = std::string(culebraEmulatorReport()).find(part) != std::string::npos;
    if (!found) std::fprintf(stderr, "expected a finding with '%s', got:\n%s\n", part.c_str(), culebraEmulatorReport());
    return found;
}

/// Largest difference in units of the last place of the expected value.
inline double ulps(const std::vector<float>& expected, const std::vector<float>& actual) {
    double worst = 0;
    for (size_t i = 0; i < expected.size(); ++i) {
        if (std::isnan(expected[i]) && std::isnan(actual[i])) continue;
        if (expected[i] == actual[i]) continue;
        double unit = std::fabs(static_cast<double>(std::nextafterf(expected[i], INFINITY)) - expected[i]);
        double distance = std::fabs(static_cast<double>(expected[i]) - actual[i]) / unit;
        worst = std::isnan(distance) ? INFINITY : std::fmax(worst, distance);
    }
    return worst;
}

inline std::vector<float> ramp(size_t n, float from, float to) {
    std::vector<float> values(n);
    for (size_t i = 0; i < n; ++i)
        values[i] = from + (to - from) * static_cast<float>(i) / static_cast<float>(n > 1 ? n - 1 : 1);
    return values;
}

using Test = void (*)();
struct Named {
    const char* name;
    Test test;
};
inline std::vector<Named>& all() {
    static std::vector<Named> tests;
    return tests;
}
struct Register {
    Register(const char* name, Test test) { all().push_back({name, test}); }
};
#define TEST(name)                                              \
    static void name();                                         \
    static const ::test::Register register_##name(#name, name); \
    static void name()

}  // namespace test
