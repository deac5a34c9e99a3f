// f16, bf16 and packed pairs of them: each operation in double precision, rounded once.

#include "arithmetic.h"

namespace emulator {

namespace {

enum class Operation : uint8_t { Add, Sub, Mul, Fma, Min, Max, MinNaN, MaxNaN, Abs, Neg };

double compute(Operation operation, double a, double b, double c) {
    switch (operation) {
        case Operation::Add: return a + b;
        case Operation::Sub: return a - b;
        case Operation::Mul: return a * b;
        case Operation::Fma: return std::fma(a, b, c);
        case Operation::Min: return MinNumber::apply(a, b);
        case Operation::Max: return MaxNumber::apply(a, b);
        case Operation::MinNaN: return PropagatingNaN<MinNumber>::apply(a, b);
        case Operation::MaxNaN: return PropagatingNaN<MaxNumber>::apply(a, b);
        case Operation::Abs: return std::fabs(a);
        case Operation::Neg: return -a;
    }
    return 0;
}

/// Slots are arrays of 16-bit values: one a lane, or two for a pair.
template <class Format, int pair>
void halves(Warp& warp, const Op& op, uint32_t mask) {
    auto operation = static_cast<Operation>(op.immediate & 255);
    bool saturate = (op.immediate & 256) != 0;
    uint16_t* d = slot<uint16_t>(warp, op.r[0]);
    const uint16_t *a = slot<uint16_t>(warp, op.r[1]), *b = slot<uint16_t>(warp, op.r[2]);
    const uint16_t* c = slot<uint16_t>(warp, op.r[3]);
    eachLane(mask, [=](int lane) {
        for (int i = lane * pair; i < (lane + 1) * pair; ++i) {
            double result = compute(operation, widen<Format>(a[i]), widen<Format>(b[i]), widen<Format>(c[i]));
            d[i] = narrow<Format>(saturate ? saturated(result) : result);
        }
    });
}

template <int pair>
void flipSigns(Warp& warp, const Op& op, uint32_t mask) {
    uint16_t* d = slot<uint16_t>(warp, op.r[0]);
    const uint16_t* a = slot<uint16_t>(warp, op.r[1]);
    bool clear = op.immediate != 0;
    eachLane(mask, [=](int lane) {
        for (int i = lane * pair; i < (lane + 1) * pair; ++i)
            d[i] = static_cast<uint16_t>(clear ? a[i] & 0x7FFF : a[i] ^ 0x8000);
    });
}

}  // namespace

void emitHalf(Decode& decode, const FloatModifiers& modifiers) {
    static const std::unordered_map<std::string_view, std::pair<Operation, int>> operations = {
        {"add", {Operation::Add, 2}}, {"sub", {Operation::Sub, 2}}, {"mul", {Operation::Mul, 2}},
        {"fma", {Operation::Fma, 3}}, {"min", {Operation::Min, 2}}, {"max", {Operation::Max, 2}},
        {"abs", {Operation::Abs, 1}}, {"neg", {Operation::Neg, 1}}};
    Type type = decode.type();
    auto found = operations.find(decode.in.mnemonic);
    if (found == operations.end() || modifiers.round != Round::Nearest) decode.fail("type is not supported");
    auto [operation, operands] = found->second;
    if (modifiers.propagatesNaN && operation == Operation::Min) operation = Operation::MinNaN;
    if (modifiers.propagatesNaN && operation == Operation::Max) operation = Operation::MaxNaN;
    // Registers for these types are usually declared as untyped bits.
    Type bits = {Kind::Bits, type.bytes};
    uint32_t a = decode.source(1, bits);
    uint32_t b = operands > 1 ? decode.source(2, bits) : a;
    uint32_t c = operands > 2 ? decode.source(3, bits) : a;
    uint32_t d = decode.target(0, bits);
    if (operands == 1) {
        decode.emit(type.lanes == 2 ? flipSigns<2> : flipSigns<1>, {d, a}).immediate = operation == Operation::Abs;
        return;
    }
    Handler run = type.kind == Kind::Brain ? (type.lanes == 2 ? halves<Brain16, 2> : halves<Brain16, 1>)
                                           : (type.lanes == 2 ? halves<Half, 2> : halves<Half, 1>);
    decode.emit(run, {d, a, b, c}).immediate = static_cast<int>(operation) | (modifiers.saturate ? 256 : 0);
}

}  // namespace emulator
