#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "ast.h"
#include "lexer.h"

namespace emulator::ptx {

/// The names visible inside one pair of braces of a function body.
struct Scope {
    struct Range {
        int first;
        int count;
    };
    std::unordered_map<std::string_view, int> registers;
    std::unordered_map<std::string_view, Range> ranges;  ///< `%r<10>`: prefix → registers
    std::unordered_map<std::string_view, int> variables;
    std::unordered_map<std::string_view, int> labels;
};

/// Statements of one function body: registers, labels and variables become indices.
class BodyParser {
public:
    BodyParser(Lexer& lexer, Module& module, Function& function, Scope& outermost);
    /// Parses up to the closing brace of the body, whose opening brace has been read.
    void parse();
    /// Declares what a `.reg` directive names.
    static void registers(Lexer& lexer, Function& function, Scope& scope, std::vector<int>* declared = nullptr);

private:
    Lexer& lexer;
    Module& module;
    Function& function;
    std::vector<Scope*> scopes;

    struct PendingLabel {
        std::string_view name;
        int line;
    };
    std::vector<PendingLabel> labelUses;
    std::vector<std::pair<int, int>> aliases;  ///< labels used before they turned out to be another scope's

    void block();
    /// Hands labels used in an inner scope, but not defined there, to the enclosing one.
    void adopt(const Scope& inner);
    void directive();
    void instruction();
    void callOperands(Instruction& call);
    std::vector<Operand> parenthesised();
    Operand operand();
    Operand address();
    Operand name(const Token& token);
    int registerNamed(std::string_view name) const;
    int labelNamed(std::string_view name);
    void defineLabel(const Token& token);
};

/// Reads `.align 4 .b8 name[8] = {1, 2}` and the like, the state space having been read.
Variable variable(Lexer& lexer, Space space);

}  // namespace emulator::ptx
