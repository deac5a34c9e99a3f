// cvt between every pair of types, with rounding, saturation and flushing.

#include <cfenv>
#include <limits>

#include "arithmetic.h"

namespace emulator {

namespace {

/// How one conversion is done; several operands of an `Op` would not hold it.
struct Conversion {
    Type to, from;
    uint8_t toBytes = 0, fromBytes = 0;  ///< of the registers
    Round round = Round::Nearest;
    bool toInteger = false;  ///< `.rni` and kin: a float is rounded to an integral value
    bool saturate = false, flush = false, relu = false;
};

int64_t packed(const Conversion& c) {
    return static_cast<int64_t>(c.to.bytes) | static_cast<int64_t>(c.to.kind) << 4 |
           static_cast<int64_t>(c.from.bytes) << 8 | static_cast<int64_t>(c.from.kind) << 12 |
           static_cast<int64_t>(c.toBytes) << 16 | static_cast<int64_t>(c.fromBytes) << 20 |
           static_cast<int64_t>(c.round) << 24 | static_cast<int64_t>(c.toInteger) << 28 |
           static_cast<int64_t>(c.saturate) << 29 | static_cast<int64_t>(c.flush) << 30 |
           static_cast<int64_t>(c.relu) << 31;
}

Conversion unpacked(int64_t bits) {
    auto field = [=](int at) { return static_cast<uint8_t>(bits >> at & 15); };
    Conversion c;
    c.to = {static_cast<Kind>(field(4)), field(0)};
    c.from = {static_cast<Kind>(field(12)), field(8)};
    c.toBytes = field(16);
    c.fromBytes = field(20);
    c.round = static_cast<Round>(field(24));
    c.toInteger = (bits >> 28 & 1) != 0;
    c.saturate = (bits >> 29 & 1) != 0;
    c.flush = (bits >> 30 & 1) != 0;
    c.relu = (bits >> 31 & 1) != 0;
    return c;
}

int64_t readInteger(const uint8_t* from, Type type) {
    uint64_t bits = 0;
    std::memcpy(&bits, from, type.bytes);
    int unused = 64 - 8 * type.bytes;
    return type.isSigned() ? static_cast<int64_t>(bits << unused) >> unused : static_cast<int64_t>(bits);
}

double readFloat(const uint8_t* from, const Conversion& c) {
    uint16_t half = 0;
    if (c.from.bytes == 2) std::memcpy(&half, from, 2);
    if (c.from.kind == Kind::Brain) return widen<Brain16>(half);
    if (c.from.bytes == 2) return widen<Half>(half);
    if (c.from.bytes == 8) {
        double value;
        std::memcpy(&value, from, 8);
        return value;
    }
    float value;
    std::memcpy(&value, from, 4);
    return c.flush ? flushed(value) : value;
}

uint64_t integerFrom(double value, const Conversion& c) {
    if (std::isnan(value)) return 0;
    value = roundToInteger(value, c.round);
    int bits = 8 * c.to.bytes;
    if (c.to.isSigned()) {
        double limit = std::ldexp(1.0, bits - 1);
        if (value >= limit) return (1ull << (bits - 1)) - 1;
        if (value < -limit) return 0 - (1ull << (bits - 1));
        return static_cast<uint64_t>(static_cast<int64_t>(value));
    }
    if (value <= 0) return 0;
    if (value >= std::ldexp(1.0, bits)) return bits == 64 ? ~0ull : (1ull << bits) - 1;
    return static_cast<uint64_t>(value);
}

uint64_t clampInteger(int64_t value, Type from, Type to) {
    int bits = 8 * to.bytes;
    if (!from.isSigned() && value < 0)  // a 64-bit unsigned value above every signed one
        return to.isSigned() ? (1ull << (bits - 1)) - 1
               : bits == 64  ? static_cast<uint64_t>(value)
                             : (1ull << bits) - 1;
    if (to.isSigned()) {
        int64_t highest = bits == 64 ? std::numeric_limits<int64_t>::max() : (1ll << (bits - 1)) - 1;
        return static_cast<uint64_t>(value > highest ? highest : value < -highest - 1 ? -highest - 1 : value);
    }
    if (value < 0) return 0;
    uint64_t highest = bits == 64 ? ~0ull : (1ull << bits) - 1;
    return static_cast<uint64_t>(value) > highest ? highest : static_cast<uint64_t>(value);
}

template <class T>
uint64_t floatFrom(T value, const Conversion& c) {
    if (c.to.bytes == 8) {
        volatile double wide = static_cast<double>(value);
        double result = c.saturate ? saturated(static_cast<double>(wide)) : wide;
        return bitsAs<uint64_t>(result);
    }
    if (c.to.bytes == 4) {
        volatile float rounded = static_cast<float>(value);
        float result = rounded;
        if (c.flush) result = flushed(result);
        if (c.saturate) result = saturated(result);
        return bitsAs<uint32_t>(result);
    }
    double wide = static_cast<double>(value);
    if (c.saturate) wide = saturated(wide);
    if (c.relu) wide = wide > 0 || wide != wide ? wide : 0.0;
    return c.to.kind == Kind::Brain ? narrow<Brain16>(wide, c.round) : narrow<Half>(wide, c.round);
}

uint64_t convertOne(const uint8_t* from, const Conversion& c) {
    if (!c.from.isFloat()) {
        int64_t value = readInteger(from, c.from);
        if (!c.to.isFloat()) return c.saturate ? clampInteger(value, c.from, c.to) : static_cast<uint64_t>(value);
        return c.from.isSigned() ? floatFrom(value, c) : floatFrom(static_cast<uint64_t>(value), c);
    }
    double value = readFloat(from, c);
    if (!c.to.isFloat()) return integerFrom(value, c);
    return floatFrom(c.toInteger ? roundToInteger(value, c.round) : value, c);
}

/// Widens an integer result to its register, by sign for signed types.
uint64_t extended(uint64_t value, Type type) {
    int unused = 64 - 8 * type.bytes;
    if (type.isFloat() || unused == 0) return value;
    return type.isSigned() ? static_cast<uint64_t>(static_cast<int64_t>(value << unused) >> unused)
                           : value << unused >> unused;
}

void convert(Warp& warp, const Op& op, uint32_t mask) {
    static constexpr int modes[] = {FE_TONEAREST, FE_TOWARDZERO, FE_DOWNWARD, FE_UPWARD};
    Conversion c = unpacked(op.immediate);
    bool directed = c.round != Round::Nearest && !c.toInteger && c.to.isFloat() && c.to.bytes > 2;
    if (directed) std::fesetround(modes[static_cast<int>(c.round)]);
    for (; mask != 0; mask &= mask - 1) {
        int lane = __builtin_ctz(mask);
        uint64_t result = extended(convertOne(warp.registers + op.r[1] + lane * c.fromBytes, c), c.to);
        std::memcpy(warp.registers + op.r[0] + lane * c.toBytes, &result, c.toBytes);
    }
    if (directed) std::fesetround(FE_TONEAREST);
}

template <class D, class S>
void plain(Warp& warp, const Op& op, uint32_t mask) {
    D* d = slot<D>(warp, op.r[0]);
    const S* a = slot<S>(warp, op.r[1]);
    eachLane(mask, [=](int lane) { d[lane] = static_cast<D>(a[lane]); });
}

/// The conversions that index arithmetic is full of, as one cast.
Handler fastConversion(const Conversion& c) {
    if (c.saturate || c.flush || c.to.bytes != c.toBytes || c.from.bytes != c.fromBytes) return nullptr;
    bool toFloat = c.to.kind == Kind::Float, fromFloat = c.from.kind == Kind::Float;
    if (c.to.bytes == 8 && c.from.bytes == 4 && !toFloat && !fromFloat)
        return c.from.isSigned() ? plain<int64_t, int32_t> : plain<uint64_t, uint32_t>;
    if (c.to.bytes == 4 && c.from.bytes == 8 && !toFloat && !fromFloat) return plain<uint32_t, uint64_t>;
    if (c.to.bytes == 8 && c.from.bytes == 4 && toFloat && fromFloat) return plain<double, float>;
    if (c.round != Round::Nearest || c.toInteger) return nullptr;
    if (c.to.bytes == 4 && c.from.bytes == 8 && toFloat && fromFloat) return plain<float, double>;
    if (c.to.bytes == 4 && c.from.bytes == 4 && toFloat && !fromFloat)
        return c.from.isSigned() ? plain<float, int32_t> : plain<float, uint32_t>;
    return nullptr;
}

/// `cvt.rn.f16x2.f32 d, a, b`: a becomes the upper half, b the lower.
template <class Format>
void packHalves(Warp& warp, const Op& op, uint32_t mask) {
    uint32_t* d = slot<uint32_t>(warp, op.r[0]);
    const float *a = slot<float>(warp, op.r[1]), *b = slot<float>(warp, op.r[2]);
    auto round = static_cast<Round>(op.immediate & 15);
    bool relu = (op.immediate & 16) != 0;
    auto in = [=](float value) { return relu && value < 0 ? 0.0 : static_cast<double>(value); };
    eachLane(mask, [=](int lane) {
        d[lane] = static_cast<uint32_t>(narrow<Format>(in(a[lane]), round)) << 16 | narrow<Format>(in(b[lane]), round);
    });
}

void cvt(Decode& decode) {
    Conversion c;
    c.to = decode.type(0);
    FloatModifiers modifiers = floatModifiers(decode);
    c.round = modifiers.round;
    c.saturate = modifiers.saturate;
    c.flush = modifiers.flush;
    c.relu = decode.has("relu");
    if (decode.has("rni") || decode.has("rzi") || decode.has("rmi") || decode.has("rpi")) {
        c.toInteger = true;
        c.round = decode.has("rni")   ? Round::Nearest
                  : decode.has("rzi") ? Round::Zero
                  : decode.has("rmi") ? Round::Down
                                      : Round::Up;
    }
    static constexpr Type word = {Kind::Bits, 4};
    if (c.to.lanes == 2) {
        Type single = {Kind::Float, 4};
        uint32_t a = decode.source(1, single), b = decode.source(2, single);
        decode.emit(c.to.kind == Kind::Brain ? packHalves<Brain16> : packHalves<Half>, {decode.target(0, word), a, b})
            .immediate = static_cast<int>(c.round) | (c.relu ? 16 : 0);
        return;
    }
    c.from = decode.type(1);
    if (c.from.lanes == 2) decode.fail("type is not supported");
    if (c.from.isFloat() && !c.to.isFloat() && !c.toInteger) decode.fail("rounding missing");
    auto bitsOf = [](Type type) { return Type{Kind::Bits, type.bytes}; };
    uint32_t a = decode.wideSource(decode.operand(1), c.from.bytes == 2 ? bitsOf(c.from) : c.from, c.fromBytes);
    uint32_t d = decode.wideTarget(decode.operand(0), c.to.bytes == 2 ? bitsOf(c.to) : c.to, c.toBytes);
    Handler fast = fastConversion(c);
    decode.emit(fast != nullptr ? fast : convert, {d, a}).immediate = packed(c);
}

}  // namespace

void addConvert(InstructionTable& table) { table["cvt"] = cvt; }

}  // namespace emulator
