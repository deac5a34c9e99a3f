// Arithmetic with directed rounding (.rz, .rm, .rp), by the host's rounding mode.

#include <cfenv>

#include "arithmetic.h"

namespace emulator {

namespace {

int hostMode(Round round) {
    switch (round) {
        case Round::Nearest: return FE_TONEAREST;
        case Round::Zero: return FE_TOWARDZERO;
        case Round::Down: return FE_DOWNWARD;
        case Round::Up: return FE_UPWARD;
    }
    return FE_TONEAREST;
}

// Operands go through volatile variables, so that the compiler neither folds an operation nor moves it across a change
// of the rounding mode.
enum class Operation : uint8_t { Add, Sub, Mul, Fma, Div, Reciprocal, SquareRoot };

template <class T>
T compute(Operation operation, T x, T y, T z) {
    volatile T a = x, b = y, c = z, result = 0;
    switch (operation) {
        case Operation::Add: result = a + b; break;
        case Operation::Sub: result = a - b; break;
        case Operation::Mul: result = a * b; break;
        case Operation::Fma: result = std::fma(a, b, c); break;
        case Operation::Div: result = a / b; break;
        case Operation::Reciprocal: result = T{1} / a; break;
        case Operation::SquareRoot: result = std::sqrt(a); break;
    }
    return result;
}

template <class T>
void rounded(Warp& warp, const Op& op, uint32_t mask) {
    auto operation = static_cast<Operation>(op.immediate & 255);
    bool flush = (op.immediate & 1 << 12) != 0, saturate = (op.immediate & 1 << 13) != 0;
    T* d = slot<T>(warp, op.r[0]);
    const T *a = slot<T>(warp, op.r[1]), *b = slot<T>(warp, op.r[2]), *c = slot<T>(warp, op.r[3]);
    auto in = [=](T value) { return flush ? flushed(value) : value; };
    std::fesetround(hostMode(static_cast<Round>(op.immediate >> 8 & 15)));
    for (; mask != 0; mask &= mask - 1) {
        int lane = __builtin_ctz(mask);
        T result = in(compute(operation, in(a[lane]), in(b[lane]), in(c[lane])));
        d[lane] = saturate ? saturated(result) : result;
    }
    std::fesetround(FE_TONEAREST);
}

}  // namespace

void emitRounded(Decode& decode, const FloatModifiers& modifiers) {
    static const std::unordered_map<std::string_view, std::pair<Operation, int>> operations = {
        {"add", {Operation::Add, 2}},        {"sub", {Operation::Sub, 2}},        {"mul", {Operation::Mul, 2}},
        {"fma", {Operation::Fma, 3}},        {"mad", {Operation::Fma, 3}},        {"div", {Operation::Div, 2}},
        {"rcp", {Operation::Reciprocal, 1}}, {"sqrt", {Operation::SquareRoot, 1}}};
    auto found = operations.find(decode.in.mnemonic);
    if (found == operations.end()) decode.fail("does not round");
    auto [operation, operands] = found->second;
    Type type = decode.type();
    uint32_t a = decode.source(1, type);
    uint32_t b = operands > 1 ? decode.source(2, type) : a;
    uint32_t c = operands > 2 ? decode.source(3, type) : a;
    Handler run = forFloat(decode, type, [](auto t) -> Handler { return rounded<decltype(t)>; });
    decode.emit(run, {decode.target(0, type), a, b, c}).immediate =
        static_cast<int>(operation) | static_cast<int>(modifiers.round) << 8 | (modifiers.flush ? 1 << 12 : 0) |
        (modifiers.saturate ? 1 << 13 : 0);
}

}  // namespace emulator
