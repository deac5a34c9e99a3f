#include "harness.h"

using namespace test;

namespace {

/// libdevice's documented errors are a few units of the last place; the approximate instructions are better here.
void single(const char* kernel, double (*truth)(double), float from, float to, double allowed) {
    Session session;
    Module module("functions");
    std::vector<float> x = ramp(1000, from, to), expected;
    for (float value : x) expected.push_back(static_cast<float>(truth(value)));
    Buffer<float> in(x), out(x.size());
    OK(run(module[kernel], 4, 256, 0, in.address, out.address, 1000));
    double worst = ulps(expected, out.values());
    check(worst <= allowed, std::string(kernel) + ": off by " + std::to_string(worst) + " ulp", __FILE__, __LINE__);
}

void wide(const char* kernel, long double (*truth)(long double), double from, double to, double allowed) {
    Session session;
    Module module("functions");
    std::vector<double> x(1000);
    for (int i = 0; i < 1000; ++i) x[i] = from + (to - from) * i / 999;
    Buffer<double> in(x), out(x.size());
    OK(run(module[kernel], 4, 256, 0, in.address, out.address, 1000));
    std::vector<double> actual = out.values();
    double worst = 0;
    for (int i = 0; i < 1000; ++i) {
        auto expected = static_cast<double>(truth(x[i]));
        if (expected == actual[i]) continue;
        double unit = std::nextafter(std::fabs(expected), INFINITY) - std::fabs(expected);
        worst = std::fmax(worst, std::fabs(expected - actual[i]) / unit);
    }
    check(worst <= allowed, std::string(kernel) + ": off by " + std::to_string(worst) + " ulp", __FILE__, __LINE__);
}

}  // namespace

TEST(singlePrecisionFunctions) {
    single("exp32", std::exp, -100, 88, 2);
    single("exp232", std::exp2, -140, 127, 2);
    single("expm132", std::expm1, -5, 20, 2);
    single("log32", std::log, 1e-6f, 100, 2);
    single("log1p32", std::log1p, -0.9f, 50, 2);
    single("log232", std::log2, 1e-6f, 100, 2);
    single("tanh32", std::tanh, -9, 9, 3);
    single("erf32", std::erf, -4, 4, 3);
    single("erfc32", std::erfc, -4, 8, 6);
    single("sin32", std::sin, -300, 300, 2.5);
    single("sin32", std::sin, 1e5f, 1e7f, 2.5);
    single("cos32", std::cos, -300, 300, 2.5);
    single("sinh32", std::sinh, -20, 20, 4);
    single("atan32", std::atan, -50, 50, 3);
    single("rsqrt32", [](double x) { return 1 / std::sqrt(x); }, 0.001f, 1000, 2);
    single("cbrt32", std::cbrt, -100, 100, 2);
    single("pow32", [](double x) { return std::pow(std::fabs(x), static_cast<double>(1.7f)); }, -30, 30, 8);
    single("sigmoid32", [](double x) { return 1 / (1 + std::exp(-x)); }, -30, 30, 4);
    single("fastExp32", std::exp, -1, 1, 4);
    single("fmod32", [](double x) { return std::fmod(x, static_cast<double>(0.7f)); }, -100, 100, 0);
    single("lgamma32", [](double x) { return std::lgamma(x); }, 3, 50, 6);
}

TEST(doublePrecisionFunctions) {
    wide("exp64", std::exp, -700, 700, 2);
    wide("log64", std::log, 1e-6, 1e6, 2);
    wide("tanh64", std::tanh, -20, 20, 3);
    wide("erf64", std::erf, -5, 5, 3);
    wide("sin64", std::sin, -1000, 1000, 3);
    wide("cos64", std::cos, -1000, 1000, 3);
    wide("pow64", [](long double x) { return std::pow(std::fabs(x), static_cast<long double>(1.7)); }, -30, 30, 3);
    wide("expm164", std::expm1, -5, 20, 2);
    wide("log1p64", std::log1p, -0.9, 50, 2);
    wide("rsqrt64", [](long double x) { return 1 / std::sqrt(x); }, 0.001, 1000, 2);
    wide("cbrt64", std::cbrt, -100, 100, 2);
}
