#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace emulator {

/// IEEE 754 binary16, as bits.
struct Half {
    static constexpr int kFraction = 10, kBias = 15, kExponents = 31;
};
/// bfloat16: the upper half of a binary32.
struct Brain16 {
    static constexpr int kFraction = 7, kBias = 127, kExponents = 255;
};

template <class To, class From>
To bitsAs(From value) {
    static_assert(sizeof(To) == sizeof(From));
    To result;
    std::memcpy(&result, &value, sizeof result);
    return result;
}

template <class Format>
double widen(uint16_t bits) {
    int exponent = bits >> Format::kFraction & Format::kExponents;
    int fraction = bits & ((1 << Format::kFraction) - 1);
    double sign = (bits & 0x8000) != 0 ? -1.0 : 1.0;
    if (exponent == Format::kExponents) return fraction != 0 ? std::nan("") : sign * HUGE_VAL;
    if (exponent == 0) return sign * std::ldexp(fraction, 1 - Format::kBias - Format::kFraction);
    return sign * std::ldexp(fraction | 1 << Format::kFraction, exponent - Format::kBias - Format::kFraction);
}

enum class Round : uint8_t { Nearest, Zero, Down, Up };

inline double roundToInteger(double value, Round round) {
    switch (round) {
        case Round::Nearest: return std::nearbyint(value);
        case Round::Zero: return std::trunc(value);
        case Round::Down: return std::floor(value);
        case Round::Up: return std::ceil(value);
    }
    return value;
}

template <class Format>
uint16_t narrow(double value, Round round = Round::Nearest) {
    constexpr uint16_t infinity = Format::kExponents << Format::kFraction;
    uint16_t sign = std::signbit(value) ? 0x8000 : 0;
    if (std::isnan(value)) return 0x7FFF;
    if (std::isinf(value)) return sign | infinity;
    if (value == 0) return sign;
    int exponent = std::max(std::ilogb(value), 1 - Format::kBias);
    double steps = roundToInteger(std::ldexp(value, Format::kFraction - exponent), round);
    double magnitude = std::fabs(std::ldexp(steps, exponent - Format::kFraction));
    double largest = std::ldexp(2.0 - std::ldexp(1.0, -Format::kFraction), Format::kExponents - 1 - Format::kBias);
    if (magnitude > largest) {
        bool towardsZero =
            round == Round::Zero || (round == Round::Down && sign == 0) || (round == Round::Up && sign != 0);
        return static_cast<uint16_t>(sign | (towardsZero ? infinity - 1 : infinity));
    }
    if (magnitude == 0) return sign;
    exponent = std::max(std::ilogb(magnitude), 1 - Format::kBias);
    auto digits = static_cast<uint32_t>(std::ldexp(magnitude, Format::kFraction - exponent));
    bool subnormal = digits < 1u << Format::kFraction;
    uint32_t stored = subnormal ? 0 : static_cast<uint32_t>(exponent + Format::kBias);
    return static_cast<uint16_t>(sign | stored << Format::kFraction | (digits & ((1u << Format::kFraction) - 1)));
}

}  // namespace emulator
