// ld and st in every space, with vectors; parameters of kernels and functions.

#include <algorithm>
#include <cstring>

#include "../exec/global_races.h"
#include "../exec/shared_memory.h"
#include "../exec/translate.h"
#include "access.h"
#include "lanes.h"

namespace emulator {

namespace {

void watchRead(const Warp& warp, const Op& op, int lane, const Translation& from, uint32_t bytes) {
    const BlockState& block = *warp.block;
    if (from.shared[lane] < Translation::kPrivate)
        block.shared->read(warp, lane, from.shared[lane], bytes);
    else if (GlobalRaces* races = block.launch->races; races != nullptr && from.shared[lane] == Translation::kGlobal)
        races->read(warp, lane, block.shared->time(), from.host[lane], bytes, op.strong);
}

void watchWrite(const Warp& warp, const Op& op, int lane, const Translation& to, uint32_t bytes, const void* values) {
    const BlockState& block = *warp.block;
    if (to.shared[lane] == Translation::kPrivate) return;
    bool same = std::memcmp(to.host[lane], values, bytes) == 0;
    if (to.shared[lane] != Translation::kGlobal)
        block.shared->write(warp, lane, to.shared[lane], bytes, same);
    else if (GlobalRaces* races = block.launch->races)
        races->write(warp, lane, block.shared->time(), to.host[lane], bytes, same, op.strong);
}

/// Widens loaded bits into a register of type D: by sign when M is signed.
template <class M, class D>
void loadElements(Warp& warp, const Op& op, uint32_t mask, const Translation& from) {
    for (int i = 0; i < op.count; ++i) {
        D* d = slot<D>(warp, op.r[1 + i]);
        size_t at = static_cast<size_t>(i) * sizeof(M);
        eachLane(mask, [&](int lane) {
            M value;
            std::memcpy(&value, from.host[lane] + at, sizeof value);
            d[lane] = static_cast<D>(value);
        });
    }
}

template <class M, class D>
void load(Warp& warp, const Op& op, uint32_t mask) {
    Translation from;
    uint32_t bytes = sizeof(M) * op.count;
    translate(warp, op, mask, op.r[0], bytes, false, from);
    if (from.anyShared || warp.block->launch->races != nullptr)
        for (uint32_t left = mask; left != 0; left &= left - 1) watchRead(warp, op, __builtin_ctz(left), from, bytes);
    loadElements<M, D>(warp, op, mask, from);
}

template <class M, class S>
void store(Warp& warp, const Op& op, uint32_t mask) {
    Translation to;
    uint32_t bytes = sizeof(M) * op.count;
    translate(warp, op, mask, op.r[0], bytes, true, to);
    for (; mask != 0; mask &= mask - 1) {
        int lane = __builtin_ctz(mask);
        M values[4];
        for (int i = 0; i < op.count; ++i) values[i] = static_cast<M>(slot<S>(warp, op.r[1 + i])[lane]);
        if (to.anyShared || warp.block->launch->races != nullptr) watchWrite(warp, op, lane, to, bytes, values);
        std::memcpy(to.host[lane], values, bytes);
    }
}

/// A kernel's parameter: the same for every thread.
template <class M, class D>
void loadKernelParameter(Warp& warp, const Op& op, uint32_t mask) {
    for (int i = 0; i < op.count; ++i) {
        M value;
        std::memcpy(&value, warp.block->launch->parameters + op.immediate + i * static_cast<int>(sizeof(M)),
                    sizeof value);
        D* d = slot<D>(warp, op.r[1 + i]);
        D wide = static_cast<D>(value);
        eachLane(mask, [=](int lane) { d[lane] = wide; });
    }
}

/// A function's parameter: `r[5]` bytes a lane, in the register file at r[0].
template <class M, class D>
void loadParameter(Warp& warp, const Op& op, uint32_t mask) {
    Translation from;
    eachLane(mask, [&](int lane) {
        from.host[lane] = warp.registers + op.r[0] + static_cast<uint32_t>(lane) * op.r[5] + op.immediate;
    });
    loadElements<M, D>(warp, op, mask, from);
}

template <class M, class S>
void storeParameter(Warp& warp, const Op& op, uint32_t mask) {
    for (int i = 0; i < op.count; ++i) {
        const S* s = slot<S>(warp, op.r[1 + i]);
        eachLane(mask, [&](int lane) {
            M value = static_cast<M>(s[lane]);
            std::memcpy(warp.registers + op.r[0] + static_cast<uint32_t>(lane) * op.r[5] + op.immediate +
                            i * static_cast<int>(sizeof(M)),
                        &value, sizeof value);
        });
    }
}

enum class Access : uint8_t { Load, Store, LoadKernelParameter, LoadParameter, StoreParameter };

template <class M, class R>
Handler handlerFor(Access access) {
    switch (access) {
        case Access::Load: return load<M, R>;
        case Access::Store: return store<M, R>;
        case Access::LoadKernelParameter: return loadKernelParameter<M, R>;
        case Access::LoadParameter: return loadParameter<M, R>;
        case Access::StoreParameter: return storeParameter<M, R>;
    }
    return nullptr;
}

template <class M>
Handler forRegister(Access access, int bytes) {
    if (bytes == 2) return handlerFor<M, uint16_t>(access);
    if (bytes == 4) return handlerFor<M, uint32_t>(access);
    return handlerFor<M, uint64_t>(access);
}

Handler forMemory(Decode& decode, Access access, Type type, int registerBytes) {
    switch (type.bytes) {
        case 1:
            return type.isSigned() ? forRegister<int8_t>(access, registerBytes)
                                   : forRegister<uint8_t>(access, registerBytes);
        case 2:
            return type.isSigned() ? forRegister<int16_t>(access, registerBytes)
                                   : forRegister<uint16_t>(access, registerBytes);
        case 4:
            return type.isSigned() ? forRegister<int32_t>(access, registerBytes)
                                   : forRegister<uint32_t>(access, registerBytes);
        case 8: return forRegister<uint64_t>(access, registerBytes);
        default: decode.fail("type is not supported");
    }
}

int elements(const Decode& decode) { return decode.has("v4") ? 4 : decode.has("v2") ? 2 : 1; }

/// The value operands of a load or store: registers, or constants in a store.
int valueSlots(Decode& decode, const ptx::Operand& written, Type type, bool isLoad, uint32_t (&slots)[4]) {
    using Form = ptx::Operand::Form;
    Type bits = {Kind::Bits, type.bytes};
    size_t count = static_cast<size_t>(elements(decode));
    bool vector = written.form == Form::Vector;
    if (vector != (count > 1) || (vector && written.parts.size() != count)) decode.fail("vector of the wrong size");
    uint8_t widest = 0;
    for (size_t i = 0; i < count; ++i) {
        const auto& part = vector ? written.parts[i] : written;
        uint8_t bytes = type.bytes;
        slots[i] = isLoad                        ? decode.wideTarget(part, bits, bytes)
                   : part.form == Form::Register ? decode.wideSource(part, bits, bytes)
                                                 : decode.source(part, type);
        if (widest != 0 && bytes != widest) decode.fail("registers of different sizes");
        widest = bytes;
    }
    return widest;
}

void access(Decode& decode, bool isLoad) {
    Type type = decode.type();
    const auto& written = decode.operand(isLoad ? 0 : 1);
    const auto& address = decode.operand(isLoad ? 1 : 0);
    uint32_t values[4] = {};
    int registerBytes = valueSlots(decode, written, type, isLoad, values);
    const auto& base = baseOf(decode, address);
    int count = elements(decode);
    Access kind = isLoad ? Access::Load : Access::Store;
    uint32_t from = 0, stride = 0;
    int64_t offset = address.integer;
    if (spaceOf(decode) == Space::Param && base.form == ptx::Operand::Form::Variable) {
        const auto& variable = decode.builder.variableOf(decode.function, base);
        if (offset < 0 || static_cast<uint64_t>(offset) + static_cast<uint64_t>(count) * type.bytes > variable.bytes)
            decode.fail("outside of the parameter");
        auto [block, bytes] = decode.parameterBlock(base);
        if (bytes == 0) {
            if (!isLoad) decode.fail("a kernel's parameters are read-only");
            kind = Access::LoadKernelParameter;
            offset += static_cast<int64_t>(decode.builder.addressOf(decode.function, base));
        } else {
            kind = isLoad ? Access::LoadParameter : Access::StoreParameter;
            from = block;
            stride = bytes;
        }
    } else {
        from = addressSlot(decode, address);
        if (base.form != ptx::Operand::Form::Register) offset = 0;
    }
    Op& op = decode.emit(forMemory(decode, kind, type, registerBytes),
                         {from, values[0], values[1], values[2], values[3], stride});
    op.space = spaceOf(decode);
    op.bytes = type.bytes;
    op.count = static_cast<uint8_t>(count);
    op.immediate = offset;
    op.strong = decode.has("volatile") || decode.has("relaxed") || decode.has("acquire") || decode.has("release");
    noteAccess(decode, static_cast<uint32_t>(type.bytes * count));
}

}  // namespace

const ptx::Operand& baseOf(Decode& decode, const ptx::Operand& address) {
    if (address.form != ptx::Operand::Form::Address) decode.fail("expected an address");
    return address.parts[0];
}

Space spaceOf(const Decode& decode) {
    for (auto modifier : decode.in.modifiers) {
        std::string_view name = modifier.substr(0, modifier.find(':'));
        if (name == "global") return Space::Global;
        if (name == "shared") return Space::Shared;
        if (name == "local") return Space::Local;
        if (name == "const") return Space::Const;
        if (name == "param") return Space::Param;
    }
    return Space::Generic;
}

uint32_t addressSlot(Decode& decode, const ptx::Operand& address) {
    const auto& base = baseOf(decode, address);
    if (base.form == ptx::Operand::Form::Integer)
        return decode.builder.constant(8, static_cast<uint64_t>(base.integer + address.integer));
    if (base.form == ptx::Operand::Form::Variable) {
        const auto& variable = decode.builder.variableOf(decode.function, base);
        Space used = spaceOf(decode), declared = variable.space;
        bool fits = used == declared || used == Space::Generic || declared == Space::Global || declared == Space::Const;
        if (!fits) decode.fail("'" + std::string(base.name) + "' lies in another space");
        return decode.builder.constant(
            8, decode.builder.addressOf(decode.function, base) + static_cast<uint64_t>(base.integer + address.integer));
    }
    uint8_t bytes = 0;
    uint32_t slot = decode.wideSource(base, {Kind::Bits, 4}, bytes);
    if (bytes == 8) return slot;
    uint32_t wide = decode.builder.allocate(8 * kLanes);
    emitWidening(decode, wide, slot);
    return wide;
}

void emitWidening(Decode& decode, uint32_t wide, uint32_t slotOf32) {
    struct Widen {
        static uint64_t apply(uint32_t a) { return a; }
    };
    decode.emit(unary<Widen, uint64_t, uint32_t>, {wide, slotOf32});
}

void noteAccess(Decode& decode, uint32_t bytes) {
    Space space = spaceOf(decode);
    Program& program = decode.builder.program;
    if (space == Space::Shared || space == Space::Generic) program.sharedGrain = std::min(program.sharedGrain, bytes);
    if (space == Space::Global || space == Space::Generic) program.globalGrain = std::min(program.globalGrain, bytes);
}

void addAccess(InstructionTable& table) {
    table["ld"] = [](Decode& decode) { access(decode, true); };
    table["ldu"] = table["ld"];
    table["st"] = [](Decode& decode) { access(decode, false); };
    table["prefetch"] = table["prefetchu"] = [](Decode&) {};
}

}  // namespace emulator
