#include "harness.h"

using namespace test;

namespace {

template <class To, class From>
To bits(From value) {
    static_assert(sizeof(To) == sizeof(From));
    To result;
    std::memcpy(&result, &value, sizeof result);
    return result;
}

template <class I>
int64_t clamped(double x) {
    if (std::isnan(x)) return 0;
    x = std::trunc(x);
    if (x >= std::ldexp(1.0, 8 * sizeof(I) - std::is_signed_v<I>))
        return static_cast<int64_t>(std::numeric_limits<I>::max());
    if (x < static_cast<double>(std::numeric_limits<I>::min()))
        return static_cast<int64_t>(std::numeric_limits<I>::min());
    return static_cast<int64_t>(static_cast<I>(x));
}

/// A half's value, by the definition of the format.
float halfValue(uint16_t h) {
    int exponent = h >> 10 & 31, fraction = h & 1023;
    float magnitude = exponent == 31  ? (fraction != 0 ? NAN : INFINITY)
                      : exponent == 0 ? std::ldexp(static_cast<float>(fraction), -24)
                                      : std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
    return (h & 0x8000) != 0 ? -magnitude : magnitude;
}

/// The nearest half, found by trying them all; ties to the even one.
uint16_t nearestHalf(double x) {
    if (std::isnan(x)) return 0x7FFF;
    uint16_t best = 0;
    double distance = INFINITY, magnitude = std::fabs(x);
    for (uint16_t h = 0; h <= 0x7C00; ++h) {
        double value = h == 0x7C00 ? 65536.0 : halfValue(h), d = std::fabs(value - magnitude);
        if (magnitude == INFINITY) d = h == 0x7C00 ? 0 : 1;
        if (d < distance || (d == distance && h % 2 == 0)) {
            distance = d;
            best = h;
        }
    }
    return best | (std::signbit(x) ? 0x8000 : 0);
}

float rampOrSpecial(int i) {
    static const float specials[] = {0.0f,  -0.0f,  NAN,   INFINITY, -INFINITY, 3e9f,          -3e9f,        1e19f,
                                     2e19f, -1e19f, 0.5f,  1.5f,     2.5f,      -0.5f,         65504,        65519,
                                     65520, 65536,  1e-8f, 3e-8f,    6e-5f,     2147483647.0f, 4294967296.0f};
    return i < 23 ? specials[i] : static_cast<float>((i - 200) * 1.37) * (i % 3 == 0 ? 1e-3f : 1.0f);
}

template <class T>
std::vector<T> launched(const char* kernel, const std::vector<T>& x, size_t rows, std::vector<int64_t>& out) {
    Module module("conversions");
    Buffer<T> in(x);
    Buffer<int64_t> result(x.size() * rows);
    OK(run(module[kernel], 4, 128, 0, in.address, result.address, static_cast<int>(x.size())));
    out = result.values();
    return x;
}

void row(const char* name, const std::vector<int64_t>& out, size_t n, size_t row, size_t i, int64_t expected,
         double x) {
    check(out[row * n + i] == expected,
          std::string(name) + " row " + std::to_string(row) + " of " + std::to_string(x) + ": expected " +
              std::to_string(expected) + ", got " + std::to_string(out[row * n + i]),
          __FILE__, __LINE__);
}

}  // namespace

TEST(floatToOthers) {
    Session session;
    std::vector<float> x;
    for (int i = 0; i < 400; ++i) x.push_back(rampOrSpecial(i));
    std::vector<int64_t> out;
    launched("fromFloat", x, 13, out);
    for (size_t i = 0; i < x.size(); ++i) {
        float v = x[i];
        int64_t half = nearestHalf(v);
        int64_t expected[] = {clamped<int32_t>(v),
                              clamped<uint32_t>(v),
                              clamped<int64_t>(v),
                              clamped<uint64_t>(v),
                              clamped<int32_t>(std::nearbyint(v)),
                              clamped<int32_t>(std::floor(v)),
                              clamped<int32_t>(std::ceil(v)),
                              static_cast<int16_t>(clamped<int32_t>(v)),
                              half};
        for (size_t r = 0; r < 9; ++r) row("fromFloat", out, 400, r, i, expected[r], v);
        auto word = bits<uint32_t>(v);
        int64_t brain = v != v ? 0x7FFF : (word + 0x7FFF + (word >> 16 & 1)) >> 16;
        row("fromFloat", out, 400, 10, i, brain, v);
        if (v == v) row("fromFloat", out, 400, 11, i, bits<int64_t>(static_cast<double>(v)), v);
        if (v == v) row("fromFloat", out, 400, 12, i, bits<int32_t>(halfValue(static_cast<uint16_t>(half))), v);
        bool towardsZero = std::fabs(halfValue(static_cast<uint16_t>(out[9 * 400 + i]))) <= std::fabs(v) || v != v;
        CHECK(towardsZero);
    }
}

TEST(doubleToOthers) {
    Session session;
    std::vector<double> x;
    for (int i = 0; i < 400; ++i) x.push_back(i < 23 ? rampOrSpecial(i) : (i - 200) * 1.23456789e7 / 3);
    std::vector<int64_t> out;
    launched("fromDouble", x, 7, out);
    for (size_t i = 0; i < x.size(); ++i) {
        double v = x[i];
        row("fromDouble", out, 400, 0, i, clamped<int32_t>(v), v);
        row("fromDouble", out, 400, 1, i, clamped<int64_t>(v), v);
        row("fromDouble", out, 400, 4, i, clamped<int32_t>(std::nearbyint(v)), v);
        if (v != v) continue;
        row("fromDouble", out, 400, 2, i, bits<int32_t>(static_cast<float>(v)), v);
        auto up = static_cast<float>(v);
        if (up < v) up = std::nextafterf(up, INFINITY);
        row("fromDouble", out, 400, 3, i, bits<int32_t>(up), v);
        row("fromDouble", out, 400, 5, i, static_cast<int32_t>(bits<int64_t>(v) >> 32), v);
        row("fromDouble", out, 400, 6, i, static_cast<int32_t>(bits<int64_t>(v)), v);
    }
}

TEST(integersToOthers) {
    Session session;
    std::vector<int64_t> x = {
        0, 1, -1, 127, 128, 255, 256, 32768, -32769, INT64_MAX, INT64_MIN, (1ll << 53) + 1, (1ll << 24) + 1};
    while (x.size() < 400) x.push_back(static_cast<int64_t>(x.size() * 0x9E3779B97F4A7C15ull) >> (x.size() % 60));
    std::vector<int64_t> out;
    launched("fromLong", x, 14, out);
    for (size_t i = 0; i < x.size(); ++i) {
        int64_t v = x[i];
        auto u = static_cast<uint64_t>(v);
        float towardsZero = static_cast<float>(v);
        if (std::fabs(static_cast<long double>(towardsZero)) > std::fabs(static_cast<long double>(v)))
            towardsZero = std::nextafterf(towardsZero, 0);
        int64_t expected[] = {bits<int32_t>(static_cast<float>(v)),
                              bits<int32_t>(static_cast<float>(u)),
                              bits<int64_t>(static_cast<double>(v)),
                              bits<int64_t>(static_cast<double>(u)),
                              bits<int32_t>(static_cast<float>(static_cast<int32_t>(v))),
                              bits<int32_t>(static_cast<float>(static_cast<uint32_t>(v))),
                              static_cast<int8_t>(v),
                              static_cast<uint8_t>(v),
                              static_cast<int16_t>(v),
                              static_cast<uint16_t>(v),
                              static_cast<int32_t>(v),
                              static_cast<uint32_t>(v),
                              bits<int32_t>(towardsZero),
                              bits<int32_t>(static_cast<float>(static_cast<int8_t>(v)))};
        for (size_t r = 0; r < 14; ++r) row("fromLong", out, 400, r, i, expected[r], static_cast<double>(v));
    }
}

TEST(allHalves) {
    Session session;
    std::vector<uint16_t> x(65536);
    for (size_t i = 0; i < x.size(); ++i) x[i] = static_cast<uint16_t>(i);
    Module module("conversions");
    Buffer<uint16_t> in(x), back(x.size() * 7);
    Buffer<float> half(x.size()), brain(x.size());
    OK(run(module["halves"], 256, 256, 0, in.address, half.address, brain.address, back.address, 65536));
    std::vector<float> h = half.values(), b = brain.values();
    std::vector<uint16_t> r = back.values();
    size_t wrong[6] = {};
    auto equal = [](float a, float e) { return a == e || (a != a && e != e); };
    for (uint32_t i = 0; i < 65536; ++i) {
        float value = halfValue(x[i]), brainValue = bits<float>(i << 16);
        wrong[0] += !equal(h[i], value);
        wrong[1] += !equal(b[i], brainValue);
        int compared = (value < 1) + 2 * !(value <= 1) + 4 * (value != value);
        wrong[2] += r[3 * 65536 + i] != compared;
        if (i % 61 != 0) continue;  // the search for the nearest half is slow
        uint16_t sum = nearestHalf(static_cast<double>(value) + 1);
        wrong[3] += !equal(halfValue(r[i]), halfValue(sum)) + !equal(halfValue(r[4 * 65536 + i]), halfValue(sum)) +
                    !equal(halfValue(r[5 * 65536 + i]), halfValue(sum));
        wrong[4] += !equal(halfValue(r[65536 + i]), halfValue(nearestHalf(static_cast<double>(value) * value)));
        wrong[5] += !equal(halfValue(r[2 * 65536 + i]), halfValue(nearestHalf(static_cast<double>(value) * value + 1)));
    }
    for (size_t count : wrong) CHECK_EQUAL(0u, count);
}
