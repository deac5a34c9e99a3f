#pragma once

#include "../decode/decode.h"
#include "../exec/warp.h"

namespace emulator {

/// `d = F(a)`, `F(a, b)`, `F(a, b, c)` for each lane. `D` and `T` are the types the slots are read as.
template <class F, class D, class A>
void unary(Warp& warp, const Op& op, uint32_t mask) {
    D* d = slot<D>(warp, op.r[0]);
    const A* a = slot<A>(warp, op.r[1]);
    eachLane(mask, [=](int lane) { d[lane] = F::apply(a[lane]); });
}

template <class F, class D, class A, class B = A>
void binary(Warp& warp, const Op& op, uint32_t mask) {
    D* d = slot<D>(warp, op.r[0]);
    const A* a = slot<A>(warp, op.r[1]);
    const B* b = slot<B>(warp, op.r[2]);
    eachLane(mask, [=](int lane) { d[lane] = F::apply(a[lane], b[lane]); });
}

template <class F, class D, class A, class B = A, class C = A>
void ternary(Warp& warp, const Op& op, uint32_t mask) {
    D* d = slot<D>(warp, op.r[0]);
    const A* a = slot<A>(warp, op.r[1]);
    const B* b = slot<B>(warp, op.r[2]);
    const C* c = slot<C>(warp, op.r[3]);
    eachLane(mask, [=](int lane) { d[lane] = F::apply(a[lane], b[lane], c[lane]); });
}

/// Calls `make` with a value of the C++ integer type that a PTX type stands for; bits count as unsigned.
template <class Make>
Handler forInteger(Decode& decode, Type type, Make make) {
    bool isSigned = type.isSigned();
    if (type.lanes == 1 && !type.isFloat() && type.kind != Kind::Predicate) switch (type.bytes) {
            case 2: return isSigned ? make(int16_t{}) : make(uint16_t{});
            case 4: return isSigned ? make(int32_t{}) : make(uint32_t{});
            case 8: return isSigned ? make(int64_t{}) : make(uint64_t{});
            default: break;
        }
    decode.fail("type is not supported");
}

/// The same for 16, 32 and 64 bits whose sign does not matter.
template <class Make>
Handler forBits(Decode& decode, Type type, Make make) {
    switch (type.bytes) {
        case 2: return make(uint16_t{});
        case 4: return make(uint32_t{});
        case 8: return make(uint64_t{});
        default: decode.fail("type is not supported");
    }
}

template <class Make>
Handler forFloat(Decode& decode, Type type, Make make) {
    if (type.kind == Kind::Float && type.bytes == 4) return make(float{});
    if (type.kind == Kind::Float && type.bytes == 8) return make(double{});
    decode.fail("type is not supported");
}

inline void emitUnary(Decode& decode, Type type, Handler run) {
    uint32_t a = decode.source(1, type);
    decode.emit(run, {decode.target(0, type), a});
}

inline void emitBinary(Decode& decode, Type type, Handler run) {
    uint32_t a = decode.source(1, type), b = decode.source(2, type);
    decode.emit(run, {decode.target(0, type), a, b});
}

inline void emitTernary(Decode& decode, Type type, Handler run) {
    uint32_t a = decode.source(1, type), b = decode.source(2, type), c = decode.source(3, type);
    decode.emit(run, {decode.target(0, type), a, b, c});
}

}  // namespace emulator
