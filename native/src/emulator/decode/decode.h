#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "../exec/warp.h"
#include "builder.h"

namespace emulator {

/// One instruction while it is decoded: checks its operands and turns them into register slots.
class Decode {
public:
    Decode(Builder& builder, const ptx::Function& function, const ptx::Instruction& in);

    Builder& builder;
    const ptx::Function& function;
    const ptx::Instruction& in;

    bool has(std::string_view modifier) const { return in.has(modifier); }
    Type type(int n = 0) const;
    size_t count() const { return in.operands.size(); }
    const ptx::Operand& operand(size_t i) const;

    /// A slot that holds operand i as a value of exactly this type's size.
    uint32_t source(size_t i, Type type) { return source(operand(i), type); }
    uint32_t source(const ptx::Operand& operand, Type type);
    /// A slot that may be wider than the type, as loads, stores and conversions allow.
    uint32_t wideSource(const ptx::Operand& operand, Type type, uint8_t& bytes);
    uint32_t target(size_t i, Type type) { return target(operand(i), type); }
    uint32_t target(const ptx::Operand& operand, Type type);
    uint32_t wideTarget(const ptx::Operand& operand, Type type, uint8_t& bytes);
    uint32_t predicate(const ptx::Operand& operand);
    uint32_t predicateTarget(const ptx::Operand& operand);
    /// A parameter variable's block in the register file and its bytes a lane.
    std::pair<uint32_t, uint32_t> parameterBlock(const ptx::Operand& operand);

    Op& emit(Handler run, std::initializer_list<uint32_t> slots);
    [[noreturn]] void fail(const std::string& message) const;

private:
    void agree(const ptx::Operand& operand, Type type, bool wide) const;
    uint32_t immediate(const ptx::Operand& operand, Type type);
};

using DecodeFunction = void (*)(Decode&);
using InstructionTable = std::unordered_map<std::string_view, DecodeFunction>;

/// The functions that decode each mnemonic, a family a file under isa/.
const InstructionTable& instructionTable();

void addInteger(InstructionTable& table);
void addBits(InstructionTable& table);
void addFloat(InstructionTable& table);
void addTranscendental(InstructionTable& table);
void addCompare(InstructionTable& table);
void addConvert(InstructionTable& table);
void addMove(InstructionTable& table);
void addAccess(InstructionTable& table);
void addAtomic(InstructionTable& table);
void addWarpwide(InstructionTable& table);
void addControl(InstructionTable& table);

}  // namespace emulator
