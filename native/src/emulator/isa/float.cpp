// f32 and f64 arithmetic rounded to nearest: add, sub, mul, fma, div, min, max, abs, neg, copysign, testp.

#include "arithmetic.h"

namespace emulator {

FloatModifiers floatModifiers(const Decode& decode) {
    FloatModifiers found;
    found.flush = decode.has("ftz");
    found.saturate = decode.has("sat");
    found.propagatesNaN = decode.has("NaN");
    if (decode.has("rz")) found.round = Round::Zero;
    if (decode.has("rm")) found.round = Round::Down;
    if (decode.has("rp")) found.round = Round::Up;
    return found;
}

namespace {

struct Add {
    template <class T> static T apply(T a, T b) { return a + b; }
};
struct Sub {
    template <class T> static T apply(T a, T b) { return a - b; }
};
struct Mul {
    template <class T> static T apply(T a, T b) { return a * b; }
};
struct Div {
    template <class T> static T apply(T a, T b) { return a / b; }
};
struct Fma {
    template <class T> static T apply(T a, T b, T c) { return std::fma(a, b, c); }
};
struct Abs {
    template <class T> static T apply(T a) { return std::fabs(a); }
};
struct Neg {
    template <class T> static T apply(T a) { return -a; }
};
/// The sign comes from the first operand.
struct CopySign {
    template <class T> static T apply(T a, T b) { return std::copysign(b, a); }
};

template <class F, bool flush, bool saturate>
struct Modified {
    template <class T> static T in(T value) { return flush ? flushed(value) : value; }
    template <class T> static T out(T value) { return saturate ? saturated(in(value)) : in(value); }
    template <class T> static T apply(T a) { return out(F::apply(in(a))); }
    template <class T> static T apply(T a, T b) { return out(F::apply(in(a), in(b))); }
    template <class T> static T apply(T a, T b, T c) { return out(F::apply(in(a), in(b), in(c))); }
};

template <class F, class Make>
Handler modified(Decode& decode, Type type, const FloatModifiers& modifiers, Make make) {
    return forFloat(decode, type, [&](auto t) -> Handler {
        if (modifiers.flush)
            return modifiers.saturate ? make(t, Modified<F, true, true>{}) : make(t, Modified<F, true, false>{});
        return modifiers.saturate ? make(t, Modified<F, false, true>{}) : make(t, F{});
    });
}

template <class F>
void emitFloat1(Decode& decode, Type type, const FloatModifiers& modifiers) {
    emitUnary(decode, type, modified<F>(decode, type, modifiers, [](auto t, auto f) -> Handler {
                  return unary<decltype(f), decltype(t), decltype(t)>;
              }));
}

template <class F>
void emitFloat2(Decode& decode, Type type, const FloatModifiers& modifiers) {
    emitBinary(decode, type, modified<F>(decode, type, modifiers, [](auto t, auto f) -> Handler {
                   return binary<decltype(f), decltype(t), decltype(t)>;
               }));
}

template <class F>
void emitFloat3(Decode& decode, Type type, const FloatModifiers& modifiers) {
    emitTernary(decode, type, modified<F>(decode, type, modifiers, [](auto t, auto f) -> Handler {
                    return ternary<decltype(f), decltype(t), decltype(t)>;
                }));
}

template <class T>
void testProperty(Warp& warp, const Op& op, uint32_t mask) {
    const T* a = slot<T>(warp, op.r[1]);
    uint32_t result = 0;
    eachLane(mask, [&](int lane) {
        int kind = std::fpclassify(a[lane]);
        bool holds[] = {std::isfinite(a[lane]),
                        kind == FP_INFINITE,
                        kind != FP_NAN,
                        kind == FP_NAN,
                        kind == FP_NORMAL || kind == FP_ZERO,
                        kind == FP_SUBNORMAL};
        result |= static_cast<uint32_t>(holds[op.immediate]) << lane;
    });
    setPredicate(warp, op.r[0], mask, result);
}

void testp(Decode& decode) {
    static constexpr std::string_view properties[] = {"finite",     "infinite", "number",
                                                      "notanumber", "normal",   "subnormal"};
    Type type = decode.type();
    uint32_t a = decode.source(1, type), p = decode.predicateTarget(decode.operand(0));
    Handler run = forFloat(decode, type, [](auto t) -> Handler { return testProperty<decltype(t)>; });
    for (int i = 0; i < 6; ++i)
        if (decode.has(properties[i])) {
            decode.emit(run, {p, a}).immediate = i;
            return;
        }
    decode.fail("property missing");
}

}  // namespace

/// Called for every arithmetic mnemonic whose type is a floating-point one.
void addFloatArithmetic(Decode& decode) {
    Type type = decode.type();
    FloatModifiers modifiers = floatModifiers(decode);
    if (type.bytes == 2 || type.lanes == 2) return emitHalf(decode, modifiers);
    if (modifiers.round != Round::Nearest) return emitRounded(decode, modifiers);
    std::string_view name = decode.in.mnemonic;
    bool nan = modifiers.propagatesNaN;
    if (name == "add") return emitFloat2<Add>(decode, type, modifiers);
    if (name == "sub") return emitFloat2<Sub>(decode, type, modifiers);
    if (name == "mul") return emitFloat2<Mul>(decode, type, modifiers);
    if (name == "div") return emitFloat2<Div>(decode, type, modifiers);
    if (name == "fma" || name == "mad") return emitFloat3<Fma>(decode, type, modifiers);
    if (name == "abs") return emitFloat1<Abs>(decode, type, modifiers);
    if (name == "neg") return emitFloat1<Neg>(decode, type, modifiers);
    if (name == "min")
        return nan ? emitFloat2<PropagatingNaN<MinNumber>>(decode, type, modifiers)
                   : emitFloat2<MinNumber>(decode, type, modifiers);
    if (name == "max")
        return nan ? emitFloat2<PropagatingNaN<MaxNumber>>(decode, type, modifiers)
                   : emitFloat2<MaxNumber>(decode, type, modifiers);
    decode.fail("type is not supported");
}

void addFloat(InstructionTable& table) {
    table["fma"] = addFloatArithmetic;
    table["testp"] = testp;
    table["copysign"] = [](Decode& decode) { emitFloat2<CopySign>(decode, decode.type(), {}); };
}

}  // namespace emulator
