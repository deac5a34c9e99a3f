#pragma once

#include <string>
#include <string_view>

#include "ast.h"

namespace emulator::ptx {

struct Token {
    enum class Form : uint8_t { End, Word, Number, String, Punctuation };
    Form form = Form::End;
    std::string_view text;
    int line = 1;

    bool is(std::string_view other) const { return text == other && form != Form::String; }
};

/// Splits PTX into tokens with one token of look-ahead. A word keeps its dots and double colons, so that an opcode
/// (`ld.global.nc.f32`), a directive (`.reg`) and a special register (`%tid.x`) are each one token.
class Lexer {
public:
    explicit Lexer(std::string_view source);

    const Token& peek() const { return ahead; }
    Token next();
    bool accept(std::string_view text);
    Token expect(std::string_view text);
    Token word();
    /// Skips to behind the brace that closes the one just read.
    void skipBraces();
    [[noreturn]] void fail(const std::string& message) const;

private:
    std::string_view source;
    size_t at = 0;
    int line = 1;
    Token ahead;

    void skipBlanks();
    Token scan();
};

/// The value of a number token: integer, `0f…`/`0d…` bits or decimal. Throws SyntaxError.
Operand numberNamed(const Token& token, bool negative);

}  // namespace emulator::ptx
