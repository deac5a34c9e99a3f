#include "decode.h"

#include <cstring>

#include "../exec/clock.h"

namespace emulator {

using ptx::Operand;

Decode::Decode(Builder& builder, const ptx::Function& function, const ptx::Instruction& in)
    : builder(builder), function(function), in(in) {}

void Decode::fail(const std::string& message) const {
    throw ptx::SyntaxError{in.line, std::string(in.mnemonic) + ": " + message};
}

Type Decode::type(int n) const {
    Type found = in.type(n);
    if (!found.valid()) fail("type missing");
    return found;
}

const Operand& Decode::operand(size_t i) const {
    if (i >= in.operands.size()) fail("too few operands");
    return in.operands[i];
}

void Decode::agree(const Operand& operand, Type type, bool wide) const {
    Type declared = function.registers[static_cast<size_t>(operand.index)];
    std::string name = "register " + std::string(operand.name);
    if ((declared.kind == Kind::Predicate) != (type.kind == Kind::Predicate)) fail(name + " is of the wrong class");
    if (wide ? declared.bytes < type.bytes : declared.bytes != type.bytes) fail(name + " is of the wrong size");
    bool typed = declared.kind != Kind::Bits && type.kind != Kind::Bits && !wide;
    if (typed && declared.isFloat() != type.isFloat()) fail(name + " is of the wrong type");
}

uint32_t Decode::immediate(const Operand& operand, Type type) {
    uint64_t bits = static_cast<uint64_t>(operand.integer);
    if (type.isFloat() || operand.form == Operand::Form::Real) {
        double value = operand.form == Operand::Form::Real ? operand.real : static_cast<double>(operand.integer);
        bool exact = operand.form == Operand::Form::Real && operand.realBytes == type.bytes;
        if (type.bytes == 4 && !exact) {
            float narrow = static_cast<float>(value);
            uint32_t narrowBits;
            std::memcpy(&narrowBits, &narrow, 4);
            bits = narrowBits;
        } else if (type.bytes == 8 && !exact) {
            std::memcpy(&bits, &value, 8);
        } else if (!exact) {
            fail("immediate of the wrong size");
        }
    }
    return builder.constant(type.bytes, bits);
}

uint32_t Decode::source(const Operand& operand, Type type) {
    switch (operand.form) {
        case Operand::Form::Register:
            agree(operand, type, false);
            return builder.frameOf(function).registers[static_cast<size_t>(operand.index)];
        case Operand::Form::Integer:
        case Operand::Form::Real: return immediate(operand, type);
        case Operand::Form::Special:
            if (operand.name.substr(0, 6) == "%clock" || operand.name == "%globaltimer") {
                uint32_t slot = builder.allocate(static_cast<uint32_t>(type.bytes) * kLanes);
                emit(clockHandler(type.bytes), {slot});
                return slot;
            }
            if (type.bytes != 4) fail(std::string(operand.name) + " is 32 bits wide");
            return builder.special(operand.name, in.line);
        case Operand::Form::Variable: {
            if (type.bytes != 8 && type.bytes != 4) fail("an address is 32 or 64 bits wide");
            const auto& variable = builder.variableOf(function, operand);
            if (variable.space == Space::Param && !function.isEntry)
                fail("taking the address of a function's parameter is not supported");
            return builder.constant(type.bytes,
                                    builder.addressOf(function, operand) + static_cast<uint64_t>(operand.integer));
        }
        default: fail("operand of the wrong form");
    }
}

uint32_t Decode::wideSource(const Operand& operand, Type type, uint8_t& bytes) {
    if (operand.form != Operand::Form::Register) {
        bytes = type.bytes;
        return source(operand, type);
    }
    agree(operand, type, true);
    bytes = function.registers[static_cast<size_t>(operand.index)].bytes;
    return builder.frameOf(function).registers[static_cast<size_t>(operand.index)];
}

uint32_t Decode::target(const Operand& operand, Type type) {
    if (operand.form == Operand::Form::Sink) return builder.allocate(static_cast<uint32_t>(type.bytes) * kLanes);
    if (operand.form != Operand::Form::Register) fail("destination is not a register");
    agree(operand, type, false);
    return builder.frameOf(function).registers[static_cast<size_t>(operand.index)];
}

uint32_t Decode::wideTarget(const Operand& operand, Type type, uint8_t& bytes) {
    bytes = type.bytes;
    if (operand.form == Operand::Form::Sink) return target(operand, type);
    if (operand.form != Operand::Form::Register) fail("destination is not a register");
    agree(operand, type, true);
    bytes = function.registers[static_cast<size_t>(operand.index)].bytes;
    return builder.frameOf(function).registers[static_cast<size_t>(operand.index)];
}

uint32_t Decode::predicate(const Operand& operand) {
    static constexpr Type type = {Kind::Predicate, 4};
    if (operand.form == Operand::Form::Integer) {
        uint32_t slot = builder.constant(4, operand.integer != 0 ? kAllLanes : 0);
        return slot;
    }
    return source(operand, type);
}

uint32_t Decode::predicateTarget(const Operand& operand) {
    static constexpr Type type = {Kind::Predicate, 4};
    return target(operand, type);
}

std::pair<uint32_t, uint32_t> Decode::parameterBlock(const Operand& operand) {
    const FunctionFrame& frame = builder.frameOf(function);
    auto index = static_cast<size_t>(operand.index);
    return {frame.parameters[index], frame.strides[index]};
}

Op& Decode::emit(Handler run, std::initializer_list<uint32_t> slots) {
    Op op;
    op.run = run;
    op.line = in.line;
    size_t i = 0;
    for (uint32_t slot : slots) op.r[i++] = slot;
    if (in.guard >= 0) {
        op.guard = builder.frameOf(function).registers[static_cast<size_t>(in.guard)];
        op.guardNegated = in.guardNegated;
    }
    builder.program.code.push_back(op);
    return builder.program.code.back();
}

const InstructionTable& instructionTable() {
    static const InstructionTable table = [] {
        InstructionTable all;
        for (auto add : {addInteger, addBits, addFloat, addTranscendental, addCompare, addConvert, addMove, addAccess,
                         addAtomic, addWarpwide, addControl})
            add(all);
        return all;
    }();
    return table;
}

}  // namespace emulator
