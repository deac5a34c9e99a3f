// Logic, shifts, bit fields and counting.

#include "lanes.h"

namespace emulator {

namespace {

struct And {
    template <class T> static T apply(T a, T b) { return static_cast<T>(a & b); }
};
struct Or {
    template <class T> static T apply(T a, T b) { return static_cast<T>(a | b); }
};
struct Xor {
    template <class T> static T apply(T a, T b) { return static_cast<T>(a ^ b); }
};
struct Not {
    template <class T> static T apply(T a) { return static_cast<T>(~a); }
};
struct IsZero {
    template <class T> static T apply(T a) { return static_cast<T>(a == 0); }
};
struct ShiftLeft {
    template <class T> static T apply(T a, uint32_t n) { return n >= 8 * sizeof(T) ? T{0} : static_cast<T>(a << n); }
};
struct ShiftRight {
    template <class T> static T apply(T a, uint32_t n) {
        constexpr uint32_t bits = 8 * sizeof(T);
        return n < bits ? static_cast<T>(a >> n) : static_cast<T>(a < 0 ? -1 : 0);
    }
};
struct FunnelLeftWrap {
    static uint32_t apply(uint32_t a, uint32_t b, uint32_t c) {
        return static_cast<uint32_t>(((static_cast<uint64_t>(b) << 32 | a) << (c & 31)) >> 32);
    }
};
struct FunnelRightWrap {
    static uint32_t apply(uint32_t a, uint32_t b, uint32_t c) {
        return static_cast<uint32_t>((static_cast<uint64_t>(b) << 32 | a) >> (c & 31));
    }
};
struct FunnelLeftClamp {
    static uint32_t apply(uint32_t a, uint32_t b, uint32_t c) {
        return static_cast<uint32_t>(((static_cast<uint64_t>(b) << 32 | a) << (c < 32 ? c : 32)) >> 32);
    }
};
struct FunnelRightClamp {
    static uint32_t apply(uint32_t a, uint32_t b, uint32_t c) {
        return static_cast<uint32_t>((static_cast<uint64_t>(b) << 32 | a) >> (c < 32 ? c : 32));
    }
};
struct Popcount {
    static uint32_t apply(uint32_t a) { return static_cast<uint32_t>(__builtin_popcount(a)); }
    static uint32_t apply(uint64_t a) { return static_cast<uint32_t>(__builtin_popcountll(a)); }
};
struct LeadingZeros {
    static uint32_t apply(uint32_t a) { return a == 0 ? 32 : static_cast<uint32_t>(__builtin_clz(a)); }
    static uint32_t apply(uint64_t a) { return a == 0 ? 64 : static_cast<uint32_t>(__builtin_clzll(a)); }
};
struct Reverse {
    template <class T> static T apply(T a) {
        T reversed = 0;
        for (size_t i = 0; i < 8 * sizeof(T); ++i, a >>= 1) reversed = static_cast<T>(reversed << 1 | (a & 1));
        return reversed;
    }
};
/// Position of the highest bit that differs from the sign; with `shiftamt`, the shift that brings it to the top.
template <bool asShift>
struct FindHighest {
    template <class T> static uint32_t apply(T a) {
        if (a < 0) a = static_cast<T>(~a);
        if (a == 0) return ~0u;
        uint32_t at = sizeof(T) == 8 ? 63 - static_cast<uint32_t>(__builtin_clzll(static_cast<uint64_t>(a)))
                                     : 31 - static_cast<uint32_t>(__builtin_clz(static_cast<uint32_t>(a)));
        return asShift ? static_cast<uint32_t>(8 * sizeof(T) - 1) - at : at;
    }
};
struct ExtractField {
    template <class T> static T apply(T a, uint32_t b, uint32_t c) {
        constexpr uint32_t bits = 8 * sizeof(T);
        uint32_t start = b & 255, length = c & 255;
        if (length == 0) return 0;
        using U = std::make_unsigned_t<T>;
        bool negative = a < 0;
        U field = start >= bits ? (negative ? static_cast<U>(~U{0}) : U{0}) : static_cast<U>(a >> start);
        if (length >= bits) return static_cast<T>(field);
        U mask = static_cast<U>((U{1} << length) - 1);
        uint32_t top = start + length - 1 < bits - 1 ? start + length - 1 : bits - 1;
        bool sign = std::is_signed_v<T> && (static_cast<U>(a) >> top & 1) != 0;
        return static_cast<T>(sign ? field | static_cast<U>(~mask) : field & mask);
    }
};
template <class T>
void insertField(Warp& warp, const Op& op, uint32_t mask) {
    T* d = slot<T>(warp, op.r[0]);
    const T *a = slot<T>(warp, op.r[1]), *b = slot<T>(warp, op.r[2]);
    const uint32_t *c = slot<uint32_t>(warp, op.r[3]), *e = slot<uint32_t>(warp, op.r[4]);
    eachLane(mask, [=](int lane) {
        constexpr uint32_t bits = 8 * sizeof(T);
        uint32_t start = c[lane] & 255, length = e[lane] & 255;
        T field = start >= bits ? T{0} : static_cast<T>((length >= bits ? ~T{0} : (T{1} << length) - 1) << start);
        T moved = start >= bits ? T{0} : static_cast<T>(a[lane] << start);
        d[lane] = static_cast<T>((b[lane] & ~field) | (moved & field));
    });
}

void lookup3(Warp& warp, const Op& op, uint32_t mask) {
    uint32_t* d = slot<uint32_t>(warp, op.r[0]);
    const uint32_t *a = slot<uint32_t>(warp, op.r[1]), *b = slot<uint32_t>(warp, op.r[2]);
    const uint32_t* c = slot<uint32_t>(warp, op.r[3]);
    uint32_t table[8];
    for (int i = 0; i < 8; ++i) table[i] = (op.immediate >> i & 1) != 0 ? ~0u : 0u;
    eachLane(mask, [&](int lane) {
        uint32_t x = a[lane], y = b[lane], z = c[lane];
        d[lane] = (table[0] & ~x & ~y & ~z) | (table[1] & ~x & ~y & z) | (table[2] & ~x & y & ~z) |
                  (table[3] & ~x & y & z) | (table[4] & x & ~y & ~z) | (table[5] & x & ~y & z) |
                  (table[6] & x & y & ~z) | (table[7] & x & y & z);
    });
}

/// The byte selectors that each special mode of `prmt` stands for, low nibble first, by the low two bits of c.
uint32_t permuteSelector(int mode, uint32_t c) {
    static constexpr uint32_t f4e[] = {0x3210, 0x4321, 0x5432, 0x6543}, b4e[] = {0x5670, 0x6701, 0x7012, 0x0123};
    static constexpr uint32_t rc8[] = {0x0000, 0x1111, 0x2222, 0x3333}, ecl[] = {0x3210, 0x3211, 0x3222, 0x3333};
    static constexpr uint32_t ecr[] = {0x0000, 0x1110, 0x2210, 0x3210}, rc16[] = {0x1010, 0x3232, 0x1010, 0x3232};
    static constexpr const uint32_t* tables[] = {f4e, b4e, rc8, ecl, ecr, rc16};
    return mode == 0 ? c : tables[mode - 1][c & 3];
}

void permute(Warp& warp, const Op& op, uint32_t mask) {
    uint32_t* d = slot<uint32_t>(warp, op.r[0]);
    const uint32_t *a = slot<uint32_t>(warp, op.r[1]), *b = slot<uint32_t>(warp, op.r[2]);
    const uint32_t* c = slot<uint32_t>(warp, op.r[3]);
    int mode = static_cast<int>(op.immediate);
    eachLane(mask, [=](int lane) {
        uint64_t bytes = static_cast<uint64_t>(b[lane]) << 32 | a[lane];
        uint32_t selector = permuteSelector(mode, c[lane]), result = 0;
        for (int i = 0; i < 4; ++i) {
            uint32_t pick = selector >> 4 * i & 15;
            uint32_t byte = static_cast<uint32_t>(bytes >> 8 * (pick & 7)) & 255;
            if ((pick & 8) != 0) byte = (byte & 128) != 0 ? 255 : 0;
            result |= byte << 8 * i;
        }
        d[lane] = result;
    });
}

/// Predicates are one bit a lane, so logic on them is one operation for all lanes.
template <class F>
void predicateBinary(Warp& warp, const Op& op, uint32_t mask) {
    setPredicate(warp, op.r[0], mask, F::apply(*slot<uint32_t>(warp, op.r[1]), *slot<uint32_t>(warp, op.r[2])));
}

void predicateNot(Warp& warp, const Op& op, uint32_t mask) {
    setPredicate(warp, op.r[0], mask, ~*slot<uint32_t>(warp, op.r[1]));
}

template <class F>
void logic(Decode& decode) {
    Type type = decode.type();
    if (type.kind == Kind::Predicate) return emitBinary(decode, type, predicateBinary<F>);
    emitBinary(decode, type,
               forBits(decode, type, [](auto t) -> Handler { return binary<F, decltype(t), decltype(t)>; }));
}

template <class F>
void bitsUnary(Decode& decode) {
    Type type = decode.type();
    if (type.kind == Kind::Predicate) return emitUnary(decode, type, predicateNot);
    emitUnary(decode, type,
              forBits(decode, type, [](auto t) -> Handler { return unary<F, decltype(t), decltype(t)>; }));
}

constexpr Type kWord = {Kind::Bits, 4};

template <class F>
void shift(Decode& decode) {
    Type type = decode.type();
    uint32_t a = decode.source(1, type), b = decode.source(2, kWord);
    Handler run =
        forInteger(decode, type, [](auto t) -> Handler { return binary<F, decltype(t), decltype(t), uint32_t>; });
    decode.emit(run, {decode.target(0, type), a, b});
}

template <class F>
void counting(Decode& decode) {
    Type type = decode.type();
    uint32_t a = decode.source(1, type);
    decode.emit(type.bytes == 8 ? unary<F, uint32_t, uint64_t> : unary<F, uint32_t, uint32_t>,
                {decode.target(0, kWord), a});
}

void funnel(Decode& decode) {
    bool left = decode.has("l"), wrap = decode.has("wrap");
    using W = uint32_t;
    emitTernary(decode, kWord,
                left ? (wrap ? ternary<FunnelLeftWrap, W, W> : ternary<FunnelLeftClamp, W, W>)
                     : (wrap ? ternary<FunnelRightWrap, W, W> : ternary<FunnelRightClamp, W, W>));
}

void prmt(Decode& decode) {
    static constexpr std::string_view modes[] = {"f4e", "b4e", "rc8", "ecl", "ecr", "rc16"};
    int mode = 0;
    for (int i = 0; i < 6; ++i)
        if (decode.has(modes[i])) mode = i + 1;
    uint32_t a = decode.source(1, kWord), b = decode.source(2, kWord), c = decode.source(3, kWord);
    decode.emit(permute, {decode.target(0, kWord), a, b, c}).immediate = mode;
}

void findHighest(Decode& decode) {
    Type type = decode.type();
    uint32_t a = decode.source(1, type);
    bool asShift = decode.has("shiftamt");
    Handler run = forInteger(decode, type, [=](auto t) -> Handler {
        using T = decltype(t);
        return asShift ? unary<FindHighest<true>, uint32_t, T> : unary<FindHighest<false>, uint32_t, T>;
    });
    decode.emit(run, {decode.target(0, kWord), a});
}

}  // namespace

void addBits(InstructionTable& table) {
    table["and"] = logic<And>;
    table["or"] = logic<Or>;
    table["xor"] = logic<Xor>;
    table["not"] = bitsUnary<Not>;
    table["cnot"] = bitsUnary<IsZero>;
    table["brev"] = bitsUnary<Reverse>;
    table["shl"] = shift<ShiftLeft>;
    table["shr"] = shift<ShiftRight>;
    table["shf"] = funnel;
    table["popc"] = counting<Popcount>;
    table["clz"] = counting<LeadingZeros>;
    table["bfind"] = findHighest;
    table["prmt"] = prmt;
    table["lop3"] = [](Decode& decode) {
        uint32_t a = decode.source(1, kWord), b = decode.source(2, kWord), c = decode.source(3, kWord);
        decode.emit(lookup3, {decode.target(0, kWord), a, b, c}).immediate = decode.operand(4).integer;
    };
    table["bfe"] = [](Decode& decode) {
        Type type = decode.type();
        uint32_t a = decode.source(1, type), b = decode.source(2, kWord), c = decode.source(3, kWord);
        Handler run = forInteger(decode, type, [](auto t) -> Handler {
            return ternary<ExtractField, decltype(t), decltype(t), uint32_t, uint32_t>;
        });
        decode.emit(run, {decode.target(0, type), a, b, c});
    };
    table["bfi"] = [](Decode& decode) {
        Type type = decode.type();
        uint32_t a = decode.source(1, type), b = decode.source(2, type);
        uint32_t c = decode.source(3, kWord), e = decode.source(4, kWord);
        decode.emit(type.bytes == 8 ? insertField<uint64_t> : insertField<uint32_t>,
                    {decode.target(0, type), a, b, c, e});
    };
}

}  // namespace emulator
