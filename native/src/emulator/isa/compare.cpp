// setp, set, selp, slct.

#include "arithmetic.h"

namespace emulator {

namespace {

enum class Relation : uint8_t { Eq, Ne, Lt, Le, Gt, Ge, Num, Nan };

/// `unordered`: true as well when an operand is NaN.
template <Relation relation, bool unordered>
struct Compare {
    template <class T> static bool apply(T a, T b) {
        if constexpr (std::is_floating_point_v<T>) {
            bool nan = a != a || b != b;
            if (relation == Relation::Num) return !nan;
            if (relation == Relation::Nan) return nan;
            if (relation == Relation::Ne) return unordered ? nan || a != b : !nan && a != b;
            if (nan) return unordered;
        }
        switch (relation) {
            case Relation::Eq: return a == b;
            case Relation::Ne: return a != b;
            case Relation::Lt: return a < b;
            case Relation::Le: return a <= b;
            case Relation::Gt: return a > b;
            default: return a >= b;
        }
    }
};

struct Widened {
    template <class F, bool flush, class T> static bool apply(T a, T b) {
        if constexpr (flush && std::is_floating_point_v<T>) return F::apply(flushed(a), flushed(b));
        return F::apply(a, b);
    }
};

template <class F, class T, bool flush>
uint32_t compareLanes(Warp& warp, const Op& op, uint32_t mask) {
    const T *a = slot<T>(warp, op.r[2]), *b = slot<T>(warp, op.r[3]);
    uint8_t results[kLanes] = {};
    eachLane(mask, [&](int lane) { results[lane] = Widened::apply<F, flush>(a[lane], b[lane]); });
    uint32_t bits = 0;
    for (int lane = 0; lane < kLanes; ++lane) bits |= static_cast<uint32_t>(results[lane]) << lane;
    return bits;
}

template <class Format>
uint32_t compareHalves(Warp& warp, const Op& op, uint32_t mask, bool (*compare)(double, double), int pair, int part) {
    const uint16_t *a = slot<uint16_t>(warp, op.r[2]), *b = slot<uint16_t>(warp, op.r[3]);
    uint32_t bits = 0;
    eachLane(mask, [&](int lane) {
        int i = lane * pair + part;
        bits |= static_cast<uint32_t>(compare(widen<Format>(a[i]), widen<Format>(b[i]))) << lane;
    });
    return bits;
}

/// Combines with the third operand and stores both results of `setp`. r[4] is the predicate to combine with.
void storeResults(Warp& warp, const Op& op, uint32_t mask, uint32_t first, uint32_t second) {
    if (op.r[4] != kNone) {
        uint32_t other = *slot<uint32_t>(warp, op.r[4]);
        if ((op.immediate & 8) != 0) other = ~other;
        switch (op.immediate & 7) {
            case 1:
                first &= other;
                second &= other;
                break;
            case 2:
                first |= other;
                second |= other;
                break;
            case 3:
                first ^= other;
                second ^= other;
                break;
            default: break;
        }
    }
    setPredicate(warp, op.r[0], mask, first);
    if (op.r[1] != kNone) setPredicate(warp, op.r[1], mask, second);
}

template <class F, class T, bool flush>
void setPredicates(Warp& warp, const Op& op, uint32_t mask) {
    uint32_t result = compareLanes<F, T, flush>(warp, op, mask);
    storeResults(warp, op, mask, result, ~result);
}

template <class F, class Format>
void setHalf(Warp& warp, const Op& op, uint32_t mask) {
    uint32_t result = compareHalves<Format>(warp, op, mask, F::template apply<double>, 1, 0);
    storeResults(warp, op, mask, result, ~result);
}

/// On pairs the two predicates are those of the two halves.
template <class F, class Format>
void setHalfPair(Warp& warp, const Op& op, uint32_t mask) {
    uint32_t low = compareHalves<Format>(warp, op, mask, F::template apply<double>, 2, 0);
    storeResults(warp, op, mask, low, compareHalves<Format>(warp, op, mask, F::template apply<double>, 2, 1));
}

template <class F>
Handler setpHandler(Decode& decode, Type type) {
    bool flush = decode.has("ftz");
    if (type.isFloat() && (type.bytes == 2 || type.lanes == 2)) {
        bool brain = type.kind == Kind::Brain;
        if (type.lanes == 2) return brain ? setHalfPair<F, Brain16> : setHalfPair<F, Half>;
        return brain ? setHalf<F, Brain16> : setHalf<F, Half>;
    }
    if (type.isFloat())
        return forFloat(decode, type, [=](auto t) -> Handler {
            using T = decltype(t);
            return flush ? setPredicates<F, T, true> : setPredicates<F, T, false>;
        });
    return forInteger(decode, type, [](auto t) -> Handler { return setPredicates<F, decltype(t), false>; });
}

template <bool unordered>
Handler relationHandler(Decode& decode, Type type, std::string_view name) {
    if (name == "eq") return setpHandler<Compare<Relation::Eq, unordered>>(decode, type);
    if (name == "ne") return setpHandler<Compare<Relation::Ne, unordered>>(decode, type);
    if (name == "lt" || name == "lo") return setpHandler<Compare<Relation::Lt, unordered>>(decode, type);
    if (name == "le" || name == "ls") return setpHandler<Compare<Relation::Le, unordered>>(decode, type);
    if (name == "gt" || name == "hi") return setpHandler<Compare<Relation::Gt, unordered>>(decode, type);
    if (name == "ge" || name == "hs") return setpHandler<Compare<Relation::Ge, unordered>>(decode, type);
    if (name == "num") return setpHandler<Compare<Relation::Num, false>>(decode, type);
    if (name == "nan") return setpHandler<Compare<Relation::Nan, false>>(decode, type);
    decode.fail("unknown comparison");
}

Handler comparison(Decode& decode, Type type) {
    if (decode.in.modifiers.empty()) decode.fail("comparison missing");
    std::string_view name = decode.in.modifiers[0];
    bool unordered = name.size() == 3 && name.back() == 'u' && type.isFloat();
    return unordered ? relationHandler<true>(decode, type, name.substr(0, 2))
                     : relationHandler<false>(decode, type, name);
}

void emitComparison(Decode& decode, Type type, uint32_t first, uint32_t second) {
    Type operandType = type.isFloat() && (type.bytes == 2 || type.lanes == 2) ? Type{Kind::Bits, type.bytes} : type;
    uint32_t a = decode.source(1, operandType), b = decode.source(2, operandType), other = kNone;
    int64_t combine = 0;
    if (decode.count() > 3) {
        other = decode.predicate(decode.operand(3));
        combine = decode.has("and") ? 1 : decode.has("or") ? 2 : decode.has("xor") ? 3 : 0;
        if (combine == 0) decode.fail("needs .and, .or or .xor");
        if (decode.operand(3).negated) combine |= 8;
    }
    decode.emit(comparison(decode, type), {first, second, a, b, other}).immediate = combine;
}

void setp(Decode& decode) {
    const auto& destination = decode.operand(0);
    uint32_t first = decode.predicateTarget(destination), second = kNone;
    if (destination.second >= 0) {
        second = decode.builder.frameOf(decode.function).registers[static_cast<size_t>(destination.second)];
    }
    emitComparison(decode, decode.type(), first, second);
}

template <class T>
void spread(Warp& warp, const Op& op, uint32_t mask) {
    T* d = slot<T>(warp, op.r[0]);
    uint32_t bits = *slot<uint32_t>(warp, op.r[1]);
    T yes = static_cast<T>(op.immediate);
    eachLane(mask, [=](int lane) { d[lane] = (bits >> lane & 1) != 0 ? yes : T{0}; });
}

void set(Decode& decode) {
    Type result = decode.type(0), compared = decode.type(1);
    uint32_t predicate = decode.builder.allocate(4);
    emitComparison(decode, compared, predicate, kNone);
    Type bits = result.bytes == 2 ? Type{Kind::Bits, 2} : result;
    uint32_t d = decode.target(0, bits);
    int64_t yes = result.kind == Kind::Float   ? (result.bytes == 4 ? 0x3F800000 : 0x3C00)
                  : result.kind == Kind::Brain ? 0x3F80
                                               : -1;
    decode.emit(result.bytes == 2 ? spread<uint16_t> : spread<uint32_t>, {d, predicate}).immediate = yes;
}

template <class T>
void select(Warp& warp, const Op& op, uint32_t mask) {
    T* d = slot<T>(warp, op.r[0]);
    const T *a = slot<T>(warp, op.r[1]), *b = slot<T>(warp, op.r[2]);
    uint32_t bits = *slot<uint32_t>(warp, op.r[3]);
    eachLane(mask, [=](int lane) { d[lane] = (bits >> lane & 1) != 0 ? a[lane] : b[lane]; });
}

void selp(Decode& decode) {
    Type type = decode.type();
    uint32_t a = decode.source(1, type), b = decode.source(2, type), p = decode.predicate(decode.operand(3));
    Handler run = forBits(decode, type, [](auto t) -> Handler { return select<decltype(t)>; });
    decode.emit(run, {decode.target(0, type), a, b, p});
}

template <class T, class C>
void selectBySign(Warp& warp, const Op& op, uint32_t mask) {
    T* d = slot<T>(warp, op.r[0]);
    const T *a = slot<T>(warp, op.r[1]), *b = slot<T>(warp, op.r[2]);
    const C* c = slot<C>(warp, op.r[3]);
    eachLane(mask, [=](int lane) { d[lane] = c[lane] >= 0 ? a[lane] : b[lane]; });
}

void slct(Decode& decode) {
    Type type = decode.type(0), by = decode.type(1);
    uint32_t a = decode.source(1, type), b = decode.source(2, type), c = decode.source(3, by);
    Handler run = forBits(decode, type, [&](auto t) -> Handler {
        using T = decltype(t);
        return by.isFloat() ? selectBySign<T, float> : selectBySign<T, int32_t>;
    });
    decode.emit(run, {decode.target(0, type), a, b, c});
}

}  // namespace

void addCompare(InstructionTable& table) {
    table["setp"] = setp;
    table["set"] = set;
    table["selp"] = selp;
    table["slct"] = slct;
}

}  // namespace emulator
