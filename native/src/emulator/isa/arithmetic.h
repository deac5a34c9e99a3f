#pragma once

#include "narrow.h"
#include "lanes.h"

namespace emulator {

/// The modifiers that floating-point instructions share.
struct FloatModifiers {
    bool flush = false;     ///< `.ftz`: subnormal operands and results become zero
    bool saturate = false;  ///< `.sat`: the result is clamped to [0, 1], NaN to 0
    Round round = Round::Nearest;
    bool propagatesNaN = false;
};
FloatModifiers floatModifiers(const Decode& decode);

inline float flushed(float value) { return std::fabs(value) < 1.17549435e-38f ? std::copysign(0.0f, value) : value; }
inline double flushed(double value) { return value; }
template <class T>
T saturated(T value) {
    return value > 0 ? (value < 1 ? value : T{1}) : T{0};
}

/// PTX's min and max: a NaN loses against a number, −0 is below +0.
struct MinNumber {
    template <class T> static T apply(T a, T b) {
        if (a != a) return b;
        if (b != b) return a;
        if (a == b) return std::signbit(a) ? a : b;
        return a < b ? a : b;
    }
};
struct MaxNumber {
    template <class T> static T apply(T a, T b) {
        if (a != a) return b;
        if (b != b) return a;
        if (a == b) return std::signbit(a) ? b : a;
        return a < b ? b : a;
    }
};
template <class F>
struct PropagatingNaN {
    template <class T> static T apply(T a, T b) { return a != a || b != b ? static_cast<T>(NAN) : F::apply(a, b); }
};

/// add, sub, mul, fma, div, rcp, sqrt with a rounding other than to nearest.
void emitRounded(Decode& decode, const FloatModifiers& modifiers);
/// Arithmetic on f16, bf16 and their pairs.
void emitHalf(Decode& decode, const FloatModifiers& modifiers);

}  // namespace emulator
