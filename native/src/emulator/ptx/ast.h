#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "type.h"

namespace emulator::ptx {

/// A module- or function-scope variable, or a parameter.
struct Variable {
    struct Relocation {
        uint64_t offset;
        std::string_view symbol;
        int64_t addend;
    };

    std::string_view name;
    Space space = Space::Global;
    Type type;
    uint64_t bytes = 0;  ///< 0 for `extern .shared x[]`
    uint64_t align = 1;
    bool isExtern = false;
    int line = 0;
    std::vector<uint8_t> initial;
    std::vector<Relocation> relocations;
};

/// One operand as written. Registers, labels and variables are already resolved to indices.
struct Operand {
    enum class Form : uint8_t { Register, Special, Integer, Real, Variable, Function, Address, Vector, Label, Sink };

    Form form = Form::Sink;
    bool negated = false;  ///< `!%p`
    bool local = false;    ///< Variable: of the function, else of the module
    int index = -1;        ///< register, variable or label
    int second = -1;       ///< the register after the bar in `%p|%q`
    int64_t integer = 0;   ///< immediate, or the offset added to a variable or address
    double real = 0;
    uint8_t realBytes = 0;  ///< 4 for 0f…, 8 for 0d… and decimal numbers
    std::string_view name;
    std::vector<Operand> parts;  ///< Vector: its elements; Address: its base
};

struct Instruction {
    int line = 0;
    int guard = -1;  ///< predicate register, or -1
    bool guardNegated = false;
    std::string_view mnemonic;
    std::vector<std::string_view> modifiers;
    std::vector<Operand> operands;
    std::vector<Operand> results, arguments;  ///< of a call

    bool has(std::string_view modifier) const {
        for (auto known : modifiers)
            if (known == modifier) return true;
        return false;
    }
    /// The n-th modifier that names a type; an invalid type when there are fewer.
    Type type(int n = 0) const {
        for (auto modifier : modifiers)
            if (auto found = typeNamed(modifier); found.valid() && n-- == 0) return found;
        return {};
    }
};

/// A kernel (`.entry`) or a function. Instruction and label order is that of the text.
struct Function {
    std::string_view name;
    bool isEntry = false;
    bool hasBody = false;
    int line = 0;
    std::vector<Operand> results, parameters;  ///< Register or (local) Variable operands
    std::vector<Type> registers;
    std::vector<std::string_view> registerNames;
    std::vector<Variable> variables;
    std::vector<Instruction> body;
    std::vector<int> labels;                      ///< label index → index into body
    std::vector<std::vector<int>> branchTargets;  ///< of `.branchtargets`, by label index
    int maxThreads = 0;                           ///< `.maxntid`, 0 when not given
    int requiredThreads = 0;                      ///< `.reqntid`
};

/// A parsed module. It owns its text: every `string_view` points into it.
struct Module {
    std::string text;
    std::vector<size_t> lineStarts;
    int version = 0;  ///< 70 for 7.0
    int target = 0;   ///< 75 for sm_75
    std::vector<Variable> variables;
    std::vector<std::unique_ptr<Function>> functions;
    std::unordered_map<std::string_view, int> variableIndex;
    std::unordered_map<std::string_view, Function*> functionIndex;

    /// The text of a line without surrounding blanks.
    std::string lineText(int line) const;
};

/// What a PTX compiler would refuse: the module does not load.
struct SyntaxError {
    int line;
    std::string message;
};

/// Parses a whole module. Throws SyntaxError.
std::unique_ptr<Module> parse(std::string text);

}  // namespace emulator::ptx
