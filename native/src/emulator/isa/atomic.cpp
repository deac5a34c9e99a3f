// atom and red on global and shared memory. Lanes take their turns in order, so results are repeatable.

#include <cstring>

#include "../exec/global_races.h"
#include "../exec/shared_memory.h"
#include "../exec/translate.h"
#include "access.h"
#include "arithmetic.h"

namespace emulator {

namespace {

struct Add {
    template <class T> static T apply(T old, T a, T) { return static_cast<T>(old + a); }
};
struct Min {
    template <class T> static T apply(T old, T a, T) { return a < old ? a : old; }
};
struct Max {
    template <class T> static T apply(T old, T a, T) { return old < a ? a : old; }
};
struct And {
    template <class T> static T apply(T old, T a, T) { return static_cast<T>(old & a); }
};
struct Or {
    template <class T> static T apply(T old, T a, T) { return static_cast<T>(old | a); }
};
struct Xor {
    template <class T> static T apply(T old, T a, T) { return static_cast<T>(old ^ a); }
};
struct Exchange {
    template <class T> static T apply(T, T a, T) { return a; }
};
struct CompareSwap {
    template <class T> static T apply(T old, T a, T b) { return old == a ? b : old; }
};
struct Increment {
    template <class T> static T apply(T old, T a, T) { return old >= a ? T{0} : static_cast<T>(old + 1); }
};
struct Decrement {
    template <class T> static T apply(T old, T a, T) { return old == 0 || old > a ? a : static_cast<T>(old - 1); }
};
template <class Format>
struct AddHalves {
    template <class T> static T apply(T old, T a, T) {
        T result = 0;
        for (unsigned shift = 0; shift < 8 * sizeof(T); shift += 16) {
            double sum =
                widen<Format>(static_cast<uint16_t>(old >> shift)) + widen<Format>(static_cast<uint16_t>(a >> shift));
            result = static_cast<T>(result | static_cast<T>(narrow<Format>(sum)) << shift);
        }
        return result;
    }
};

/// r: old value, address, operand, second operand. The old value's slot is kNone for `red`.
template <class F, class T>
void atomic(Warp& warp, const Op& op, uint32_t mask) {
    Translation at;
    translate(warp, op, mask, op.r[1], sizeof(T), true, at);
    const T *a = slot<T>(warp, op.r[2]), *b = slot<T>(warp, op.r[3]);
    for (; mask != 0; mask &= mask - 1) {
        int lane = __builtin_ctz(mask);
        const BlockState& block = *warp.block;
        if (at.shared[lane] < Translation::kPrivate)
            block.shared->atomic(warp, lane, at.shared[lane], sizeof(T));
        else if (GlobalRaces* races = block.launch->races; races != nullptr && at.shared[lane] == Translation::kGlobal)
            races->atomic(warp, lane, block.shared->time(), at.host[lane], sizeof(T));
        T old;
        std::memcpy(&old, at.host[lane], sizeof old);
        T updated = F::apply(old, a[lane], b[lane]);
        std::memcpy(at.host[lane], &updated, sizeof updated);
        if (op.r[0] != kNone) slot<T>(warp, op.r[0])[lane] = old;
    }
}

template <class F>
Handler onIntegers(Decode& decode, Type type) {
    return forInteger(decode, type, [](auto t) -> Handler { return atomic<F, decltype(t)>; });
}

Handler handlerFor(Decode& decode, Type type) {
    if (decode.has("add")) {
        if (type.kind == Kind::Brain)
            return type.lanes == 2 ? atomic<AddHalves<Brain16>, uint32_t> : atomic<AddHalves<Brain16>, uint16_t>;
        if (type.lanes == 2) return atomic<AddHalves<Half>, uint32_t>;
        if (type.isFloat() && type.bytes == 2) return atomic<AddHalves<Half>, uint16_t>;
        if (type.isFloat()) return forFloat(decode, type, [](auto t) -> Handler { return atomic<Add, decltype(t)>; });
        return onIntegers<Add>(decode, type);
    }
    if (decode.has("min")) return onIntegers<Min>(decode, type);
    if (decode.has("max")) return onIntegers<Max>(decode, type);
    if (decode.has("and")) return onIntegers<And>(decode, type);
    if (decode.has("or")) return onIntegers<Or>(decode, type);
    if (decode.has("xor")) return onIntegers<Xor>(decode, type);
    if (decode.has("exch")) return onIntegers<Exchange>(decode, type);
    if (decode.has("cas")) return onIntegers<CompareSwap>(decode, type);
    if (decode.has("inc")) return onIntegers<Increment>(decode, type);
    if (decode.has("dec")) return onIntegers<Decrement>(decode, type);
    decode.fail("operation is not supported");
}

void emitAtomic(Decode& decode, bool returns) {
    Type type = decode.type();
    Type operandType = type.bytes == 2 || type.lanes == 2 ? Type{Kind::Bits, type.bytes} : type;
    size_t at = returns ? 1 : 0;
    const auto& address = decode.operand(at);
    const auto& base = baseOf(decode, address);
    uint32_t from = addressSlot(decode, address);
    uint32_t a = decode.source(at + 1, operandType);
    uint32_t b = decode.count() > at + 2 ? decode.source(at + 2, operandType) : a;
    decode.builder.program.comparesAndSwaps |= decode.has("cas");
    uint32_t d = returns ? decode.target(0, operandType) : kNone;
    Op& op = decode.emit(handlerFor(decode, type), {d, from, a, b});
    op.space = spaceOf(decode);
    op.bytes = type.bytes;
    op.immediate = base.form == ptx::Operand::Form::Register ? address.integer : 0;
    noteAccess(decode, type.bytes);
}

}  // namespace

void addAtomic(InstructionTable& table) {
    table["atom"] = [](Decode& decode) { emitAtomic(decode, true); };
    table["red"] = [](Decode& decode) { emitAtomic(decode, false); };
}

}  // namespace emulator
