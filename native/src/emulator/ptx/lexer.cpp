#include "lexer.h"

#include <cctype>
#include <cstdlib>
#include <cstring>

namespace emulator::ptx {

namespace {

bool startsWord(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || c == '$' || c == '%'; }
bool continuesWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$'; }

}  // namespace

Lexer::Lexer(std::string_view source) : source(source) { ahead = scan(); }

Token Lexer::next() {
    Token current = ahead;
    ahead = scan();
    return current;
}

bool Lexer::accept(std::string_view text) {
    if (!ahead.is(text)) return false;
    next();
    return true;
}

Token Lexer::expect(std::string_view text) {
    if (!ahead.is(text)) fail("expected '" + std::string(text) + "'");
    return next();
}

Token Lexer::word() {
    if (ahead.form != Token::Form::Word) fail("expected a name");
    return next();
}

void Lexer::skipBraces() {
    for (int depth = 1; depth > 0;) {
        Token token = next();
        if (token.form == Token::Form::End) fail("missing '}'");
        if (token.is("{")) ++depth;
        if (token.is("}")) --depth;
    }
}

void Lexer::fail(const std::string& message) const {
    std::string found = ahead.form == Token::Form::End ? "the end" : "'" + std::string(ahead.text) + "'";
    throw SyntaxError{ahead.line, message + ", found " + found};
}

void Lexer::skipBlanks() {
    while (at < source.size()) {
        char c = source[at];
        if (c == '\n') ++line;
        if (std::isspace(static_cast<unsigned char>(c))) {
            ++at;
        } else if (source.compare(at, 2, "//") == 0) {
            while (at < source.size() && source[at] != '\n') ++at;
        } else if (source.compare(at, 2, "/*") == 0) {
            size_t end = source.find("*/", at + 2);
            if (end == std::string_view::npos) throw SyntaxError{line, "comment without end"};
            for (; at < end + 2; ++at)
                if (source[at] == '\n') ++line;
        } else {
            return;
        }
    }
}

Token Lexer::scan() {
    skipBlanks();
    if (at >= source.size() || source[at] == '\0') return {Token::Form::End, {}, line};
    size_t start = at;
    char c = source[at];
    auto token = [&](Token::Form form) { return Token{form, source.substr(start, at - start), line}; };
    if (startsWord(c) || (c == '.' && at + 1 < source.size() && startsWord(source[at + 1]))) {
        ++at;
        while (at < source.size()) {
            if (continuesWord(source[at]))
                ++at;
            else if (source[at] == '.' && at + 1 < source.size() && continuesWord(source[at + 1]))
                at += 2;
            else if (source.compare(at, 2, "::") == 0)
                at += 2;
            else
                break;
        }
        return token(Token::Form::Word);
    }
    if (std::isdigit(static_cast<unsigned char>(c))) {
        ++at;
        while (at < source.size()) {
            bool exponentSign = (source[at] == '+' || source[at] == '-') && (source[at - 1] | 32) == 'e' &&
                                source.compare(start, 2, "0x") != 0 && source.compare(start, 2, "0f") != 0 &&
                                source.compare(start, 2, "0d") != 0;
            if (!continuesWord(source[at]) && source[at] != '.' && !exponentSign) break;
            ++at;
        }
        return token(Token::Form::Number);
    }
    if (c == '"') {
        for (++at; at < source.size() && source[at] != '"'; ++at)
            if (source[at] == '\\') ++at;
        ++at;
        return token(Token::Form::String);
    }
    ++at;
    if (std::strchr("{}[]()<>,;:+-=@!|*/~&^?", c) == nullptr)
        throw SyntaxError{line, std::string("unexpected character '") + c + "'"};
    return token(Token::Form::Punctuation);
}

Operand numberNamed(const Token& token, bool negative) {
    std::string text(token.text);
    Operand operand;
    char* end = nullptr;
    bool bits = text.size() > 2 && text[0] == '0' && std::strchr("fFdD", text[1]) != nullptr;
    if (bits) {
        operand.form = Operand::Form::Real;
        uint64_t value = std::strtoull(text.c_str() + 2, &end, 16);
        operand.realBytes = (text[1] | 32) == 'f' ? 4 : 8;
        if (text.size() != 2 + 2u * operand.realBytes) throw SyntaxError{token.line, "wrong length of " + text};
        if (operand.realBytes == 4) {
            uint32_t narrow = static_cast<uint32_t>(value);
            float real;
            std::memcpy(&real, &narrow, 4);
            operand.real = real;
            operand.integer = narrow;
        } else {
            std::memcpy(&operand.real, &value, 8);
            operand.integer = static_cast<int64_t>(value);
        }
        if (negative) throw SyntaxError{token.line, "sign before " + text};
    } else if (text.find_first_of(".eE") != std::string::npos && text.compare(0, 2, "0x") != 0) {
        operand.form = Operand::Form::Real;
        operand.real = std::strtod(text.c_str(), &end) * (negative ? -1 : 1);
        operand.realBytes = 8;
        std::memcpy(&operand.integer, &operand.real, 8);
    } else {
        operand.form = Operand::Form::Integer;
        bool binary = text.compare(0, 2, "0b") == 0 || text.compare(0, 2, "0B") == 0;
        uint64_t value = std::strtoull(text.c_str() + (binary ? 2 : 0), &end, binary ? 2 : 0);
        if (end != nullptr && (*end | 32) == 'u') ++end;
        operand.integer = static_cast<int64_t>(negative ? 0 - value : value);
    }
    if (end == nullptr || *end != '\0') throw SyntaxError{token.line, "malformed number " + text};
    return operand;
}

}  // namespace emulator::ptx
