// rcp, sqrt, rsqrt, ex2, lg2, sin, cos, tanh. The approximate forms are computed in double precision and rounded once:
// closer to the truth than any card.

#include "arithmetic.h"

namespace emulator {

namespace {

struct Reciprocal {
    template <class T> static T apply(T a) { return T{1} / a; }
};
struct SquareRoot {
    template <class T> static T apply(T a) { return std::sqrt(a); }
};
struct ReciprocalRoot {
    static float apply(float a) { return static_cast<float>(1 / std::sqrt(static_cast<double>(a))); }
    static double apply(double a) { return 1 / std::sqrt(a); }
};
struct Exp2 {
    static float apply(float a) { return static_cast<float>(std::exp2(static_cast<double>(a))); }
};
struct Log2 {
    static float apply(float a) { return static_cast<float>(std::log2(static_cast<double>(a))); }
};
struct Sine {
    static float apply(float a) { return static_cast<float>(std::sin(static_cast<double>(a))); }
};
struct Cosine {
    static float apply(float a) { return static_cast<float>(std::cos(static_cast<double>(a))); }
};
struct HyperbolicTangent {
    static float apply(float a) { return static_cast<float>(std::tanh(static_cast<double>(a))); }
};

template <class F>
struct Flushing {
    template <class T> static T apply(T a) { return flushed(F::apply(flushed(a))); }
};

template <class F>
void single(Decode& decode) {
    Type type = decode.type();
    if (type.kind != Kind::Float || type.bytes != 4) decode.fail("type is not supported");
    emitUnary(decode, type, decode.has("ftz") ? unary<Flushing<F>, float, float> : unary<F, float, float>);
}

template <class F>
void anyPrecision(Decode& decode) {
    FloatModifiers modifiers = floatModifiers(decode);
    if (modifiers.round != Round::Nearest) return emitRounded(decode, modifiers);
    Type type = decode.type();
    emitUnary(decode, type, forFloat(decode, type, [&](auto t) -> Handler {
                  using T = decltype(t);
                  return modifiers.flush ? unary<Flushing<F>, T, T> : unary<F, T, T>;
              }));
}

}  // namespace

void addTranscendental(InstructionTable& table) {
    table["rcp"] = anyPrecision<Reciprocal>;
    table["sqrt"] = anyPrecision<SquareRoot>;
    table["rsqrt"] = anyPrecision<ReciprocalRoot>;
    table["ex2"] = single<Exp2>;
    table["lg2"] = single<Log2>;
    table["sin"] = single<Sine>;
    table["cos"] = single<Cosine>;
    table["tanh"] = single<HyperbolicTangent>;
}

}  // namespace emulator
