// Integer arithmetic: add, sub, mul, mad, div, rem, min, max, abs, neg, sad, dot products and carry chains.

#include <algorithm>
#include <limits>
#include <type_traits>

#include "lanes.h"

namespace emulator {

void addFloatArithmetic(Decode& decode);

namespace {

template <class T>
using Wider =
    std::conditional_t<sizeof(T) == 2, std::conditional_t<std::is_signed_v<T>, int32_t, uint32_t>,
                       std::conditional_t<sizeof(T) == 4, std::conditional_t<std::is_signed_v<T>, int64_t, uint64_t>,
                                          std::conditional_t<std::is_signed_v<T>, __int128, unsigned __int128>>>;

struct Add {
    template <class T> static T apply(T a, T b) { return static_cast<T>(a + b); }
};
struct Sub {
    template <class T> static T apply(T a, T b) { return static_cast<T>(a - b); }
};
struct Min {
    template <class T> static T apply(T a, T b) { return b < a ? b : a; }
};
struct Max {
    template <class T> static T apply(T a, T b) { return a < b ? b : a; }
};
struct MulLow {
    template <class T> static T apply(T a, T b) { return static_cast<T>(static_cast<Wider<T>>(a) * b); }
};
struct MulHigh {
    template <class T> static T apply(T a, T b) {
        return static_cast<T>((static_cast<Wider<T>>(a) * static_cast<Wider<T>>(b)) >> (8 * sizeof(T)));
    }
};
struct MulWide {
    template <class T> static Wider<T> apply(T a, T b) { return static_cast<Wider<T>>(a) * static_cast<Wider<T>>(b); }
};
struct Div {
    template <class T> static T apply(T a, T b) {
        if (b == 0) return static_cast<T>(~T{0});
        if (std::is_signed_v<T> && b == static_cast<T>(-1)) return static_cast<T>(0 - a);
        return static_cast<T>(a / b);
    }
};
struct Rem {
    template <class T> static T apply(T a, T b) {
        if (b == 0) return a;
        if (std::is_signed_v<T> && b == static_cast<T>(-1)) return 0;
        return static_cast<T>(a % b);
    }
};
struct Abs {
    template <class T> static T apply(T a) { return static_cast<T>(a < 0 ? 0 - a : a); }
};
struct Neg {
    template <class T> static T apply(T a) { return static_cast<T>(0 - a); }
};
struct AddSaturating {
    static int32_t apply(int32_t a, int32_t b) {
        int64_t sum = static_cast<int64_t>(a) + b;
        return static_cast<int32_t>(
            std::clamp<int64_t>(sum, std::numeric_limits<int32_t>::min(), std::numeric_limits<int32_t>::max()));
    }
};
struct SubSaturating {
    static int32_t apply(int32_t a, int32_t b) {
        int64_t difference = static_cast<int64_t>(a) - b;
        return static_cast<int32_t>(
            std::clamp<int64_t>(difference, std::numeric_limits<int32_t>::min(), std::numeric_limits<int32_t>::max()));
    }
};
template <class M>
struct MulAdd {
    template <class T, class C> static C apply(T a, T b, C c) { return static_cast<C>(M::template apply<T>(a, b) + c); }
};
struct Sad {
    template <class T> static T apply(T a, T b, T c) { return static_cast<T>(c + (a < b ? b - a : a - b)); }
};
template <class A, class B>
struct DotBytes {
    static uint32_t apply(uint32_t a, uint32_t b, uint32_t c) {
        for (int i = 0; i < 4; ++i)
            c += static_cast<uint32_t>(static_cast<int32_t>(static_cast<A>(a >> 8 * i)) *
                                       static_cast<int32_t>(static_cast<B>(b >> 8 * i)));
        return c;
    }
};

/// `a + b + carry in` and its kin. Subtraction is addition of the complement; PTX's borrow is its inverted carry.
template <class T, bool subtract, bool takes, bool gives, int product>
void chained(Warp& warp, const Op& op, uint32_t mask) {
    T* d = slot<T>(warp, op.r[0]);
    const T *a = slot<T>(warp, op.r[1]), *b = slot<T>(warp, op.r[2]), *c = slot<T>(warp, op.r[3]);
    uint32_t carries = warp.carry;
    eachLane(mask, [&](int lane) {
        T x = a[lane], y = b[lane];
        if (product == 1) x = MulLow::apply(a[lane], b[lane]);
        if (product == 2) x = MulHigh::apply(a[lane], b[lane]);
        if (product != 0) y = c[lane];
        bool in = takes && (carries >> lane & 1) != 0;
        Wider<T> sum = subtract ? static_cast<Wider<T>>(x) - y - in : static_cast<Wider<T>>(x) + y + in;
        d[lane] = static_cast<T>(sum);
        bool out = (sum >> (8 * sizeof(T)) & 1) != 0;
        if (gives) carries = (carries & ~(1u << lane)) | static_cast<uint32_t>(out) << lane;
    });
    warp.carry = carries;
}

template <class T, bool subtract, int product>
Handler chain(bool takes, bool gives) {
    if (takes) return gives ? chained<T, subtract, true, true, product> : chained<T, subtract, true, false, product>;
    return chained<T, subtract, false, true, product>;
}

template <bool subtract, int product>
void emitChain(Decode& decode, bool takes) {
    Type type = decode.type();
    bool gives = decode.has("cc");
    Handler run = type.bytes == 8 ? chain<uint64_t, subtract, product>(takes, gives)
                                  : chain<uint32_t, subtract, product>(takes, gives);
    if (product == 0)
        emitBinary(decode, type, run);
    else
        emitTernary(decode, type, run);
}

template <class F>
void emitIntegers(Decode& decode) {
    Type type = decode.type();
    emitBinary(decode, type,
               forInteger(decode, type, [](auto t) -> Handler { return binary<F, decltype(t), decltype(t)>; }));
}

template <class F>
void addOrSub(Decode& decode) {
    Type type = decode.type();
    if (type.isFloat()) return addFloatArithmetic(decode);
    constexpr bool subtract = std::is_same_v<F, Sub>;
    if (decode.has("cc")) return emitChain<subtract, 0>(decode, false);
    if (decode.has("sat")) {
        using Saturating = std::conditional_t<subtract, SubSaturating, AddSaturating>;
        return emitBinary(decode, type, binary<Saturating, int32_t, int32_t>);
    }
    emitIntegers<F>(decode);
}

void mul(Decode& decode) {
    Type type = decode.type();
    if (type.isFloat()) return addFloatArithmetic(decode);
    if (decode.has("wide")) {
        Type wide = {type.kind, static_cast<uint8_t>(2 * type.bytes)};
        uint32_t a = decode.source(1, type), b = decode.source(2, type);
        Handler run = nullptr;
        if (type.bytes == 2)
            run = type.isSigned() ? binary<MulWide, int32_t, int16_t> : binary<MulWide, uint32_t, uint16_t>;
        if (type.bytes == 4)
            run = type.isSigned() ? binary<MulWide, int64_t, int32_t> : binary<MulWide, uint64_t, uint32_t>;
        if (run == nullptr) decode.fail("type is not supported");
        decode.emit(run, {decode.target(0, wide), a, b});
    } else if (decode.has("hi")) {
        emitIntegers<MulHigh>(decode);
    } else if (decode.has("lo")) {
        emitIntegers<MulLow>(decode);
    } else {
        decode.fail("needs .lo, .hi or .wide");
    }
}

void mad(Decode& decode) {
    Type type = decode.type();
    if (type.isFloat()) return addFloatArithmetic(decode);
    if (decode.has("cc"))
        return decode.has("hi") ? emitChain<false, 2>(decode, false) : emitChain<false, 1>(decode, false);
    if (decode.has("wide")) {
        Type wide = {type.kind, static_cast<uint8_t>(2 * type.bytes)};
        uint32_t a = decode.source(1, type), b = decode.source(2, type), c = decode.source(3, wide);
        using M = MulAdd<MulWide>;
        Handler run = nullptr;
        if (type.bytes == 2)
            run = type.isSigned() ? ternary<M, int32_t, int16_t, int16_t, int32_t>
                                  : ternary<M, uint32_t, uint16_t, uint16_t, uint32_t>;
        if (type.bytes == 4)
            run = type.isSigned() ? ternary<M, int64_t, int32_t, int32_t, int64_t>
                                  : ternary<M, uint64_t, uint32_t, uint32_t, uint64_t>;
        if (run == nullptr) decode.fail("type is not supported");
        decode.emit(run, {decode.target(0, wide), a, b, c});
        return;
    }
    bool high = decode.has("hi");
    if (!high && !decode.has("lo")) decode.fail("needs .lo, .hi or .wide");
    emitTernary(decode, type, forInteger(decode, type, [=](auto t) -> Handler {
                    using T = decltype(t);
                    return high ? ternary<MulAdd<MulHigh>, T, T> : ternary<MulAdd<MulLow>, T, T>;
                }));
}

template <class F>
void minOrMax(Decode& decode) {
    if (decode.type().isFloat()) return addFloatArithmetic(decode);
    emitIntegers<F>(decode);
}

template <class F>
void absOrNeg(Decode& decode) {
    Type type = decode.type();
    if (type.isFloat()) return addFloatArithmetic(decode);
    emitUnary(decode, type,
              forInteger(decode, type, [](auto t) -> Handler { return unary<F, decltype(t), decltype(t)>; }));
}

void divide(Decode& decode) {
    if (decode.type().isFloat()) return addFloatArithmetic(decode);
    emitIntegers<Div>(decode);
}

void dotBytes(Decode& decode) {
    bool first = decode.type(0).isSigned(), second = decode.type(1).isSigned();
    static constexpr Type word = {Kind::Bits, 4};
    emitTernary(decode, word,
                first ? (second ? ternary<DotBytes<int8_t, int8_t>, uint32_t, uint32_t>
                                : ternary<DotBytes<int8_t, uint8_t>, uint32_t, uint32_t>)
                      : (second ? ternary<DotBytes<uint8_t, int8_t>, uint32_t, uint32_t>
                                : ternary<DotBytes<uint8_t, uint8_t>, uint32_t, uint32_t>));
}

}  // namespace

void addInteger(InstructionTable& table) {
    table["add"] = addOrSub<Add>;
    table["sub"] = addOrSub<Sub>;
    table["mul"] = mul;
    table["mad"] = mad;
    table["div"] = divide;
    table["rem"] = emitIntegers<Rem>;
    table["min"] = minOrMax<Min>;
    table["max"] = minOrMax<Max>;
    table["abs"] = absOrNeg<Abs>;
    table["neg"] = absOrNeg<Neg>;
    table["dp4a"] = dotBytes;
    table["addc"] = [](Decode& decode) { emitChain<false, 0>(decode, true); };
    table["subc"] = [](Decode& decode) { emitChain<true, 0>(decode, true); };
    table["madc"] = [](Decode& decode) {
        if (decode.has("hi"))
            emitChain<false, 2>(decode, true);
        else
            emitChain<false, 1>(decode, true);
    };
    table["mul24"] = [](Decode& decode) {
        struct Mul24 {
            static uint32_t apply(uint32_t a, uint32_t b) { return (a & 0xFFFFFF) * (b & 0xFFFFFF); }
        };
        if (decode.has("hi") || decode.type().isSigned()) decode.fail("only .lo.u32 is supported");
        emitBinary(decode, decode.type(), binary<Mul24, uint32_t, uint32_t>);
    };
    table["sad"] = [](Decode& decode) {
        Type type = decode.type();
        emitTernary(decode, type,
                    forInteger(decode, type, [](auto t) -> Handler { return ternary<Sad, decltype(t), decltype(t)>; }));
    };
}

}  // namespace emulator
