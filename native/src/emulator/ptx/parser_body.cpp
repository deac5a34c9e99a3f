#include "parser.h"

namespace emulator::ptx {

namespace {

bool isSpecial(std::string_view name) {
    static constexpr std::string_view prefixes[] = {"%tid",
                                                    "%ntid",
                                                    "%ctaid",
                                                    "%nctaid",
                                                    "%laneid",
                                                    "%warpid",
                                                    "%nwarpid",
                                                    "%smid",
                                                    "%nsmid",
                                                    "%gridid",
                                                    "%clock",
                                                    "%globaltimer",
                                                    "%lanemask_",
                                                    "%dynamic_smem_size",
                                                    "%total_smem_size",
                                                    "WARP_SZ",
                                                    "%envreg"};
    for (auto prefix : prefixes)
        if (name.substr(0, prefix.size()) == prefix) return true;
    return false;
}

std::vector<std::string_view> modifiersOf(std::string_view opcode) {
    std::vector<std::string_view> parts;
    size_t dot = opcode.find('.');
    while (dot != std::string_view::npos) {
        size_t end = opcode.find('.', dot + 1);
        parts.push_back(opcode.substr(dot + 1, end == std::string_view::npos ? end : end - dot - 1));
        dot = end;
    }
    return parts;
}

}  // namespace

BodyParser::BodyParser(Lexer& lexer, Module& module, Function& function, Scope& outermost)
    : lexer(lexer), module(module), function(function), scopes{&outermost} {}

void BodyParser::parse() {
    block();
    for (auto [alias, label] : aliases)
        function.labels[static_cast<size_t>(alias)] = function.labels[static_cast<size_t>(label)];
    for (size_t i = 0; i < function.labels.size(); ++i)
        if (function.labels[i] < 0)
            throw SyntaxError{labelUses[i].line, "undefined label '" + std::string(labelUses[i].name) + "'"};
}

void BodyParser::block() {
    while (!lexer.accept("}")) {
        const Token& token = lexer.peek();
        if (token.is("{")) {
            lexer.next();
            Scope inner;
            scopes.push_back(&inner);
            block();
            scopes.pop_back();
            adopt(inner);
        } else if (token.form == Token::Form::Word && token.text[0] == '.') {
            directive();
        } else if (!lexer.accept(";")) {
            instruction();
        }
    }
}

void BodyParser::adopt(const Scope& inner) {
    for (auto [name, index] : inner.labels) {
        if (function.labels[static_cast<size_t>(index)] >= 0) continue;
        auto [known, added] = scopes.back()->labels.try_emplace(name, index);
        if (!added) aliases.push_back({index, known->second});
    }
}

void BodyParser::directive() {
    Token token = lexer.next();
    if (token.is(".reg")) {
        registers(lexer, function, *scopes.back());
        lexer.expect(";");
    } else if (token.is(".local") || token.is(".shared") || token.is(".param") || token.is(".global") ||
               token.is(".const")) {
        Space space = token.is(".local")    ? Space::Local
                      : token.is(".shared") ? Space::Shared
                      : token.is(".param")  ? Space::Param
                      : token.is(".global") ? Space::Global
                                            : Space::Const;
        do {
            function.variables.push_back(variable(lexer, space));
            scopes.back()->variables[function.variables.back().name] = static_cast<int>(function.variables.size()) - 1;
        } while (lexer.accept(","));
        lexer.expect(";");
    } else if (token.is(".loc") || token.is(".file")) {
        while (lexer.peek().line == token.line) lexer.next();
    } else if (token.is(".pragma")) {
        while (!lexer.accept(";")) lexer.next();
    } else if (token.is(".extern")) {
        while (lexer.peek().form == Token::Form::Word && !lexer.peek().is(".shared")) lexer.next();
        directive();
    } else {
        throw SyntaxError{token.line, "unexpected '" + std::string(token.text) + "'"};
    }
}

void BodyParser::registers(Lexer& lexer, Function& function, Scope& scope, std::vector<int>* declared) {
    Token typeToken = lexer.word();
    Type type = typeNamed(typeToken.text.substr(1));
    if (!type.valid()) throw SyntaxError{typeToken.line, "unknown type '" + std::string(typeToken.text) + "'"};
    do {
        Token name = lexer.word();
        int count = 1, first = static_cast<int>(function.registers.size());
        if (lexer.accept("<")) {
            count = static_cast<int>(numberNamed(lexer.next(), false).integer);
            lexer.expect(">");
            scope.ranges[name.text] = {first, count};
        } else {
            scope.registers[name.text] = first;
        }
        function.registers.resize(function.registers.size() + static_cast<size_t>(count), type);
        function.registerNames.resize(function.registers.size(), name.text);
        if (declared != nullptr) declared->push_back(first);
    } while (declared == nullptr && lexer.accept(","));
}

void BodyParser::defineLabel(const Token& token) {
    int& known = scopes.back()->labels.try_emplace(token.text, -1).first->second;
    if (known < 0) known = static_cast<int>(function.labels.size());
    if (static_cast<size_t>(known) == function.labels.size()) {
        function.labels.push_back(-1);
        function.branchTargets.emplace_back();
        labelUses.push_back({token.text, token.line});
    }
    if (function.labels[static_cast<size_t>(known)] >= 0)
        throw SyntaxError{token.line, "duplicate label '" + std::string(token.text) + "'"};
    function.labels[static_cast<size_t>(known)] = static_cast<int>(function.body.size());
}

int BodyParser::labelNamed(std::string_view name) {
    for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope)
        if (auto found = (*scope)->labels.find(name); found != (*scope)->labels.end()) return found->second;
    // Not seen yet: a label of this scope, further down.
    int index = static_cast<int>(function.labels.size());
    scopes.back()->labels[name] = index;
    function.labels.push_back(-1);
    function.branchTargets.emplace_back();
    labelUses.push_back({name, lexer.peek().line});
    return index;
}

void BodyParser::instruction() {
    Instruction parsed;
    if (lexer.accept("@")) {
        parsed.guardNegated = lexer.accept("!");
        Token guard = lexer.word();
        parsed.guard = registerNamed(guard.text);
        if (parsed.guard < 0) throw SyntaxError{guard.line, "undeclared register '" + std::string(guard.text) + "'"};
    }
    Token opcode = lexer.word();
    if (lexer.accept(":")) {
        defineLabel(opcode);
        if (lexer.accept(".branchtargets")) {
            auto index = static_cast<size_t>(scopes.back()->labels[opcode.text]);
            do {
                int target = labelNamed(lexer.word().text);
                function.branchTargets[index].push_back(target);
            } while (lexer.accept(","));
            lexer.expect(";");
        } else if (lexer.accept(".callprototype")) {
            while (!lexer.accept(";")) lexer.next();
        }
        return;
    }
    parsed.line = opcode.line;
    parsed.mnemonic = opcode.text.substr(0, opcode.text.find('.'));
    parsed.modifiers = modifiersOf(opcode.text);
    if (parsed.mnemonic == "call") {
        callOperands(parsed);
    } else if (!lexer.peek().is(";")) {
        do parsed.operands.push_back(operand());
        while (lexer.accept(","));
    }
    lexer.expect(";");
    function.body.push_back(std::move(parsed));
}

void BodyParser::callOperands(Instruction& call) {
    if (lexer.accept("(")) {
        call.results = parenthesised();
        lexer.expect(",");
    }
    call.operands.push_back(operand());
    if (lexer.accept(",") && lexer.accept("(")) call.arguments = parenthesised();
    if (lexer.accept(",")) lexer.word();  // the prototype of an indirect call
}

std::vector<Operand> BodyParser::parenthesised() {
    std::vector<Operand> list;
    if (lexer.accept(")")) return list;
    do list.push_back(operand());
    while (lexer.accept(","));
    lexer.expect(")");
    return list;
}

Operand BodyParser::operand() {
    Operand parsed;
    if (lexer.accept("{")) {
        parsed.form = Operand::Form::Vector;
        do parsed.parts.push_back(operand());
        while (lexer.accept(","));
        lexer.expect("}");
        return parsed;
    }
    if (lexer.accept("[")) return address();
    if (lexer.accept("!")) {
        parsed = operand();
        parsed.negated = true;
        return parsed;
    }
    bool negative = lexer.accept("-");
    Token token = lexer.next();
    if (token.form == Token::Form::Number) return numberNamed(token, negative);
    if (token.form != Token::Form::Word || negative)
        throw SyntaxError{token.line, "expected an operand, found '" + std::string(token.text) + "'"};
    parsed = name(token);
    if (parsed.form == Operand::Form::Register && lexer.accept("|")) {
        Token second = lexer.word();
        parsed.second = second.is("_") ? -1 : registerNamed(second.text);
    }
    if (parsed.form == Operand::Form::Variable && lexer.accept("+")) {
        bool minus = lexer.accept("-");
        parsed.integer = numberNamed(lexer.next(), minus).integer;
    }
    return parsed;
}

Operand BodyParser::address() {
    Operand parsed;
    parsed.form = Operand::Form::Address;
    Token base = lexer.next();
    if (base.form == Token::Form::Number) {
        parsed.parts.push_back(numberNamed(base, false));
    } else {
        parsed.parts.push_back(name(base));
        bool minus = lexer.peek().is("-");
        if (minus || lexer.accept("+")) {
            bool negative = lexer.accept("-");
            parsed.integer = numberNamed(lexer.next(), negative).integer;
        }
    }
    lexer.expect("]");
    return parsed;
}

int BodyParser::registerNamed(std::string_view name) const {
    size_t digits = name.size();
    while (digits > 0 && name[digits - 1] >= '0' && name[digits - 1] <= '9') --digits;
    for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope) {
        if (auto found = (*scope)->registers.find(name); found != (*scope)->registers.end()) return found->second;
        for (size_t split = digits; split < name.size(); ++split) {
            auto found = (*scope)->ranges.find(name.substr(0, split));
            if (found == (*scope)->ranges.end()) continue;
            int number = std::stoi(std::string(name.substr(split)));
            if (number < found->second.count) return found->second.first + number;
        }
    }
    return -1;
}

Operand BodyParser::name(const Token& token) {
    Operand parsed;
    parsed.name = token.text;
    if (token.is("_")) return parsed;
    if (int index = registerNamed(token.text); index >= 0) {
        parsed.form = Operand::Form::Register;
        parsed.index = index;
        return parsed;
    }
    if (isSpecial(token.text)) {
        parsed.form = Operand::Form::Special;
        return parsed;
    }
    for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope)
        if (auto found = (*scope)->variables.find(token.text); found != (*scope)->variables.end()) {
            parsed.form = Operand::Form::Variable;
            parsed.local = true;
            parsed.index = found->second;
            return parsed;
        }
    if (auto found = module.variableIndex.find(token.text); found != module.variableIndex.end()) {
        parsed.form = Operand::Form::Variable;
        parsed.index = found->second;
        return parsed;
    }
    if (module.functionIndex.count(token.text) != 0) {
        parsed.form = Operand::Form::Function;
        return parsed;
    }
    if (token.text[0] == '%') throw SyntaxError{token.line, "undeclared register '" + std::string(token.text) + "'"};
    parsed.form = Operand::Form::Label;
    parsed.index = labelNamed(token.text);
    return parsed;
}

}  // namespace emulator::ptx
