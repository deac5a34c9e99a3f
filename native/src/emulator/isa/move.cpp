// mov with packing and unpacking, cvta, isspacep.

#include <cstring>

#include "../exec/windows.h"
#include "lanes.h"

namespace emulator {

namespace {

template <class T>
void copy(Warp& warp, const Op& op, uint32_t mask) {
    T* d = slot<T>(warp, op.r[0]);
    const T* a = slot<T>(warp, op.r[1]);
    if (mask == kAllLanes)
        std::memmove(d, a, kLanes * sizeof(T));
    else
        eachLane(mask, [=](int lane) { d[lane] = a[lane]; });
}

void copyPredicate(Warp& warp, const Op& op, uint32_t mask) {
    setPredicate(warp, op.r[0], mask, *slot<uint32_t>(warp, op.r[1]));
}

/// One element of a vector operand: `bytes` at `immediate` within the whole of `count` bytes.
void unpack(Warp& warp, const Op& op, uint32_t mask) {
    eachLane(mask, [&](int lane) {
        std::memcpy(warp.registers + op.r[0] + lane * op.bytes,
                    warp.registers + op.r[1] + lane * op.count + op.immediate, op.bytes);
    });
}

void pack(Warp& warp, const Op& op, uint32_t mask) {
    eachLane(mask, [&](int lane) {
        std::memcpy(warp.registers + op.r[0] + lane * op.count + op.immediate,
                    warp.registers + op.r[1] + lane * op.bytes, op.bytes);
    });
}

void emitPart(Decode& decode, Handler run, uint32_t d, uint32_t a, int bytes, int whole, int offset) {
    Op& op = decode.emit(run, {d, a});
    op.bytes = static_cast<uint8_t>(bytes);
    op.count = static_cast<uint8_t>(whole);
    op.immediate = offset;
}

void mov(Decode& decode) {
    using Form = ptx::Operand::Form;
    Type type = decode.type();
    const auto &d = decode.operand(0), &a = decode.operand(1);
    if (type.kind == Kind::Predicate) {
        uint32_t from = decode.predicate(a);
        decode.emit(copyPredicate, {decode.predicateTarget(d), from});
    } else if (d.form == Form::Vector) {
        // Taken from a copy, since an element may be the register that is taken apart.
        int bytes = type.bytes / static_cast<int>(d.parts.size());
        uint32_t from = decode.source(a, type), whole = decode.builder.allocate(type.bytes * kLanes);
        emitPart(decode, pack, whole, from, type.bytes, type.bytes, 0);
        int offset = 0;
        for (const auto& part : d.parts) {
            Type partType = {Kind::Bits, static_cast<uint8_t>(bytes)};
            if (part.form != Form::Sink)
                emitPart(decode, unpack, decode.target(part, partType), whole, bytes, type.bytes, offset);
            offset += bytes;
        }
    } else if (a.form == Form::Vector) {
        int bytes = type.bytes / static_cast<int>(a.parts.size());
        uint32_t whole = decode.builder.allocate(type.bytes * kLanes);
        int offset = 0;
        for (const auto& part : a.parts) {
            emitPart(decode, pack, whole, decode.source(part, {Kind::Bits, static_cast<uint8_t>(bytes)}), bytes,
                     type.bytes, offset);
            offset += bytes;
        }
        emitPart(decode, pack, decode.target(d, type), whole, type.bytes, type.bytes, 0);
    } else if (type.bytes == 16) {
        emitPart(decode, pack, decode.target(d, type), decode.source(a, type), 16, 16, 0);
    } else {
        uint32_t from = decode.source(a, type);
        Handler run = forBits(decode, type, [](auto t) -> Handler { return copy<decltype(t)>; });
        decode.emit(run, {decode.target(d, type), from});
    }
}

uint64_t windowOf(const Decode& decode) {
    if (decode.has("shared") || decode.has("shared::cta")) return kSharedWindow;
    if (decode.has("local")) return kLocalWindow;
    if (decode.has("param")) return kParameterWindow;
    return 0;
}

template <class D, class S>
void shiftWindow(Warp& warp, const Op& op, uint32_t mask) {
    D* d = slot<D>(warp, op.r[0]);
    const S* a = slot<S>(warp, op.r[1]);
    uint64_t by = static_cast<uint64_t>(op.immediate);
    eachLane(mask, [=](int lane) { d[lane] = static_cast<D>(a[lane] + by); });
}

void cvta(Decode& decode) {
    Type type = decode.type();
    uint64_t window = windowOf(decode);
    uint32_t a = decode.source(1, type);
    if (type.bytes != 8) decode.fail("only 64-bit addresses");
    decode.emit(shiftWindow<uint64_t, uint64_t>, {decode.target(0, type), a}).immediate =
        static_cast<int64_t>(decode.has("to") ? 0 - window : window);
}

void inWindow(Warp& warp, const Op& op, uint32_t mask) {
    const uint64_t* a = slot<uint64_t>(warp, op.r[1]);
    uint64_t window = static_cast<uint64_t>(op.immediate);
    uint32_t result = 0;
    eachLane(mask, [&](int lane) {
        bool global = a[lane] - kSharedWindow >= 3 * kWindowBytes;
        bool inside = window == 0 ? global : a[lane] - window < kWindowBytes;
        result |= static_cast<uint32_t>(inside) << lane;
    });
    setPredicate(warp, op.r[0], mask, result);
}

}  // namespace

void addMove(InstructionTable& table) {
    table["mov"] = mov;
    table["cvta"] = cvta;
    table["isspacep"] = [](Decode& decode) {
        uint32_t a = decode.source(1, {Kind::Bits, 8});
        decode.emit(inWindow, {decode.predicateTarget(decode.operand(0)), a}).immediate =
            static_cast<int64_t>(windowOf(decode));
    };
}

}  // namespace emulator
