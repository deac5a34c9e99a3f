#include <cfenv>
#include <functional>
#include <limits>

#include "harness.h"

using namespace test;

namespace {

/// Corner cases and a repeatable stream of bits.
template <class T>
std::vector<T> values(uint64_t seed) {
    std::vector<T> list = {0,
                           1,
                           static_cast<T>(-1),
                           2,
                           31,
                           32,
                           static_cast<T>(-7),
                           std::numeric_limits<T>::max(),
                           std::numeric_limits<T>::min(),
                           static_cast<T>(0x8000),
                           static_cast<T>(0xFFFF)};
    uint64_t state = seed;
    while (list.size() < 997) {
        state = state * 6364136223846793005ull + 1442695040888963407ull;
        int narrow = static_cast<int>(state >> 58) % static_cast<int>(8 * sizeof(T));
        list.push_back(static_cast<T>(static_cast<T>(state >> 16) >> narrow));
    }
    for (size_t i = 0; i < 11; ++i) std::swap(list[i], list[(i * seed) % 997]);
    return list;
}

std::vector<double> reals(uint64_t seed) {
    std::vector<double> list = {0.0,  -0.0,     1,         -1,  0.5,   -0.5,   1.5,  2.5,
                                -2.5, INFINITY, -INFINITY, NAN, 1e-40, -1e-42, 1e30, -3.3};
    uint64_t state = seed;
    while (list.size() < 997) {
        state = state * 6364136223846793005ull + 1442695040888963407ull;
        double unit = static_cast<double>(state >> 11) * 0x1p-53;
        list.push_back((unit - 0.5) * std::pow(10.0, static_cast<double>(state % 13) - 6));
    }
    for (size_t i = 0; i < 16; ++i) std::swap(list[i], list[(i * seed + 3) % 997]);
    return list;
}

bool same(float a, float b) { return std::memcmp(&a, &b, 4) == 0 || (a != a && b != b); }
bool same(double a, double b) { return std::memcmp(&a, &b, 8) == 0 || (a != a && b != b); }
template <class T>
bool same(T a, T b) {
    return a == b;
}

template <class T>
using Row = std::function<T(T, T)>;

template <class T>
void compare(const char* kernel, const std::vector<T>& a, const std::vector<T>& b, const std::vector<Row<T>>& rows) {
    Session session;
    Module module("arithmetic");
    size_t n = a.size();
    Buffer<T> x(a), y(b), out(n * rows.size());
    OK(run(module[kernel], static_cast<unsigned>(n + 127) / 128, 128, 0, x.address, y.address, out.address,
           static_cast<int>(n)));
    std::vector<T> actual = out.values();
    for (size_t row = 0; row < rows.size(); ++row) {
        size_t wrong = 0, first = 0;
        for (size_t i = 0; i < n; ++i)
            if (!same(rows[row](a[i], b[i]), actual[row * n + i]) && wrong++ == 0) first = i;
        std::string at = wrong == 0 ? ""
                                    : " e.g. f(" + std::to_string(a[first]) + ", " + std::to_string(b[first]) +
                                          ") = " + std::to_string(rows[row](a[first], b[first])) + ", not " +
                                          std::to_string(actual[row * n + first]);
        check(wrong == 0,
              std::string(kernel) + " row " + std::to_string(row) + ": " + std::to_string(wrong) + " wrong" + at,
              __FILE__, __LINE__);
    }
}

uint32_t permuted(uint32_t x, uint32_t y, uint32_t s) {
    uint64_t bytes = static_cast<uint64_t>(y) << 32 | x;
    uint32_t result = 0;
    for (int i = 0; i < 4; ++i) {
        uint32_t byte = bytes >> 8 * (s >> 4 * i & 7) & 255;
        if ((s >> 4 * i & 8) != 0) byte = (byte & 128) != 0 ? 255 : 0;
        result |= byte << 8 * i;
    }
    return result;
}

template <class T>
T reversed(T x) {
    T r = 0;
    for (size_t i = 0; i < 8 * sizeof(T); ++i) r |= static_cast<T>(x >> i & 1) << (8 * sizeof(T) - 1 - i);
    return r;
}

template <class T>
T withMode(int mode, T (*f)(T, T), T x, T y) {
    std::fesetround(mode);
    T result = f(x, y);
    std::fesetround(FE_TONEAREST);
    return result;
}
template <class T> __attribute__((noinline)) T sum(T x, T y) {
    volatile T a = x, b = y;
    return a + b;
}
template <class T> __attribute__((noinline)) T product(T x, T y) {
    volatile T a = x, b = y;
    return a * b;
}
template <class T> __attribute__((noinline)) T quotient(T x, T y) {
    volatile T a = x, b = y;
    return a / b;
}
template <class T> __attribute__((noinline)) T root(T x, T) {
    volatile T a = x;
    return std::sqrt(a);
}

}  // namespace

TEST(signedIntegers) {
    using W = int64_t;
    using I = int32_t;
    compare<I>(
        "signed32", values<I>(3), values<I>(17),
        {
            [](I x, I y) { return static_cast<I>(static_cast<W>(x) + y); },
            [](I x, I y) { return static_cast<I>(static_cast<W>(x) - y); },
            [](I x, I y) { return static_cast<I>(static_cast<W>(x) * y); },
            [](I x, I y) { return static_cast<I>(static_cast<W>(x) * y >> 32); },
            [](I x, I y) { return y == 0 ? 0 : static_cast<I>(static_cast<W>(x) / (y | 1)); },
            [](I x, I y) { return static_cast<I>(static_cast<W>(x) % (y | 1)); },
            [](I x, I y) { return std::min(x, y); },
            [](I x, I y) { return std::max(x, y); },
            [](I x, I) { return static_cast<I>(x < 0 ? 0u - static_cast<uint32_t>(x) : static_cast<uint32_t>(x)); },
            [](I x, I y) { return static_cast<I>(static_cast<uint32_t>(x) << (y & 31)); },
            [](I x, I y) { return x >> (y & 31); },
            [](I x, I) { return x == 0 ? 32 : __builtin_clz(static_cast<uint32_t>(x)); },
            [](I x, I) { return __builtin_ffs(x); },
            [](I x, I y) { return static_cast<I>(7 + std::abs(static_cast<W>(x) - y)); },
            [](I x, I y) {
                return static_cast<I>(static_cast<W>(static_cast<int16_t>(x)) * static_cast<int16_t>(y) + x);
            },
            [](I x, I y) { return static_cast<int8_t>(x >> 3) - static_cast<uint8_t>(y); },
            [](I x, I y) { return x > y ? x ^ y : x & ~y; },
            [](I x, I y) { return (x < y) + 2 * (x == y) + 4 * (x >= y) + 8 * (x != y); },
            [](I x, I y) {
                W total = 5;
                for (int i = 0; i < 32; i += 8) total += static_cast<int8_t>(x >> i) * static_cast<int8_t>(y >> i);
                return static_cast<I>(total);
            },
            [](I x, I y) { return static_cast<I>(static_cast<W>(x) * 3 + static_cast<W>(y) * 5); },
        });
}

TEST(unsignedIntegers) {
    using U = uint32_t;
    using W = uint64_t;
    auto funnel = [](U x, U y) { return static_cast<W>(y) << 32 | x; };
    compare<U>("unsigned32", values<U>(5), values<U>(29),
               {
                   [](U x, U y) { return static_cast<U>(static_cast<W>(x) * y >> 32); },
                   [](U x, U y) { return x / (y | 1); },
                   [](U x, U y) { return x % (y | 1); },
                   [](U x, U y) { return std::min(x, y); },
                   [](U x, U y) { return std::max(x, y); },
                   [](U x, U y) { return x >> (y & 31); },
                   [](U x, U) { return static_cast<U>(__builtin_popcount(x)); },
                   [](U x, U) { return reversed(x); },
                   [=](U x, U y) { return static_cast<U>(funnel(x, y) << (x >> 7 & 31) >> 32); },
                   [=](U x, U y) { return static_cast<U>(funnel(x, y) >> (y >> 9 & 31)); },
                   [=](U x, U y) { return static_cast<U>(funnel(x, y) << std::min(32u, x & 63) >> 32); },
                   [](U x, U y) { return permuted(x, y, (x >> 5) & 0x7777); },
                   [](U x, U y) { return (x & y) | ((~x & (y >> 3)) ^ (x << 2)); },
                   [](U x, U y) { return static_cast<U>((x < y) + 2 * (x <= y) + 4 * (x > y)); },
                   [](U x, U) { return (x >> 5) & 0x1FF; },
                   [](U x, U y) { return (x & ~0xFF00u) | ((y & 0xFF) << 8); },
                   [](U x, U y) { return static_cast<U>((static_cast<W>(x) + y) >> 1); },
                   [](U x, U y) { return static_cast<U>(static_cast<uint16_t>(x * y)); },
                   [](U x, U y) { return 3 + (x > y ? x - y : y - x); },
               });
}

TEST(wideIntegers) {
    using L = int64_t;
    using U = uint64_t;
    using H = __int128;
    auto safe = [](L x, L y) { return y == -1 ? 0 - static_cast<U>(x) : static_cast<U>(x / y); };
    compare<L>(
        "wide64", values<L>(7), values<L>(23),
        {
            [](L x, L y) { return static_cast<L>(static_cast<U>(x) + static_cast<U>(y)); },
            [](L x, L y) { return static_cast<L>(static_cast<U>(x) * static_cast<U>(y)); },
            [](L x, L y) { return static_cast<L>(static_cast<H>(x) * y >> 64); },
            [](L x, L y) {
                return static_cast<L>(static_cast<unsigned __int128>(static_cast<U>(x)) * static_cast<U>(y) >> 64);
            },
            [=](L x, L y) { return static_cast<L>(safe(x, y | 1)); },
            [](L x, L y) { return static_cast<L>(static_cast<U>(x) % (static_cast<U>(y) | 1)); },
            [](L x, L y) { return x >> (y & 63); },
            [](L x, L y) { return static_cast<L>(static_cast<U>(x) >> (y & 63)); },
            [](L x, L) { return static_cast<L>(x == 0 ? 64 : __builtin_clzll(static_cast<U>(x))); },
            [](L x, L) { return static_cast<L>(__builtin_popcountll(static_cast<U>(x))); },
            [](L x, L y) { return static_cast<L>(static_cast<int32_t>(x)) * static_cast<int32_t>(y); },
            [](L x, L y) {
                return static_cast<L>(static_cast<U>(static_cast<uint32_t>(x)) * static_cast<uint32_t>(y) +
                                      static_cast<U>(x));
            },
            [](L x, L y) { return std::min(x, y); },
            [](L x, L y) { return static_cast<L>(std::max(static_cast<U>(x), static_cast<U>(y))); },
            [](L x, L y) { return x < y ? static_cast<L>(0 - static_cast<U>(x)) : ~y; },
            [](L x, L) { return static_cast<L>(reversed(static_cast<U>(x))); },
        });
}

TEST(singlePrecision) {
    using F = float;
    std::vector<double> a = reals(11), b = reals(13);
    auto smaller = [](F x, F y) {
        return x != x ? y : y != y ? x : x == y ? (std::signbit(x) ? x : y) : std::min(x, y);
    };
    auto larger = [](F x, F y) {
        return x != x ? y : y != y ? x : x == y ? (std::signbit(x) ? y : x) : std::max(x, y);
    };
    compare<F>("float32", {a.begin(), a.end()}, {b.begin(), b.end()},
               {
                   [](F x, F y) { return x + y; },
                   [](F x, F y) { return x - y; },
                   [](F x, F y) { return x * y; },
                   [](F x, F y) { return x / y; },
                   [](F x, F y) { return std::fma(x, y, 0.25f); },
                   smaller,
                   larger,
                   [](F x, F) { return std::fabs(x); },
                   [](F x, F) { return -x; },
                   [](F x, F) { return std::sqrt(std::fabs(x)); },
                   [](F x, F y) { return std::copysign(x, y); },
                   [](F x, F) { return std::floor(x); },
                   [](F x, F) { return std::ceil(x); },
                   [](F x, F) { return std::nearbyint(x); },
                   [](F x, F) { return std::trunc(x); },
                   [](F x, F y) {
                       return static_cast<F>((x < y) + 2 * (x <= y) + 4 * (x == y) + 8 * (x != y) + 16 * !(x < y) +
                                             32 * !(x >= y));
                   },
                   [](F x, F y) { return withMode<F>(FE_TOWARDZERO, sum, x, y); },
                   [](F x, F y) { return withMode<F>(FE_UPWARD, product, x, y); },
                   [](F x, F y) { return withMode<F>(FE_DOWNWARD, quotient, x, y); },
                   [](F x, F y) { return withMode<F>(FE_UPWARD, root, std::fabs(x), y); },
                   [](F x, F) { return x > 0 ? std::min(x, 1.0f) : 0.0f; },
                   [](F x, F) { return static_cast<F>(std::isnan(x) + 2 * std::isinf(x) + 4 * std::signbit(x)); },
                   [](F, F y) { return 1 / y; },
                   [](F x, F) { return std::round(x); },
               });
}

TEST(doublePrecision) {
    using D = double;
    auto smaller = [](D x, D y) {
        return x != x ? y : y != y ? x : x == y ? (std::signbit(x) ? x : y) : std::min(x, y);
    };
    auto larger = [](D x, D y) {
        return x != x ? y : y != y ? x : x == y ? (std::signbit(x) ? y : x) : std::max(x, y);
    };
    compare<D>("float64", reals(19), reals(31),
               {
                   [](D x, D y) { return x + y; },
                   [](D x, D y) { return x * y; },
                   [](D x, D y) { return x / y; },
                   [](D x, D y) { return std::fma(x, y, 0.25); },
                   smaller,
                   larger,
                   [](D x, D) { return std::sqrt(std::fabs(x)); },
                   [](D x, D) { return std::floor(x); },
                   [](D x, D) { return std::nearbyint(x); },
                   [](D x, D y) { return static_cast<D>((x < y) + 2 * (x <= y) + 4 * !(x > y)); },
                   [](D x, D y) { return std::copysign(x, y); },
                   [](D x, D y) { return withMode<D>(FE_UPWARD, sum, x, y); },
                   [](D x, D y) { return withMode<D>(FE_TOWARDZERO, product, x, y); },
               });
}
