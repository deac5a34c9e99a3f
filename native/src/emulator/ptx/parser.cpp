#include "parser.h"

#include <algorithm>
#include <cstring>

namespace emulator::ptx {

namespace {

int64_t integerConstant(Lexer& lexer) {
    bool negative = lexer.accept("-");
    Token token = lexer.next();
    if (token.form != Token::Form::Number) lexer.fail("expected a number");
    return numberNamed(token, negative).integer;
}

void element(Lexer& lexer, Variable& variable, uint64_t& at) {
    if (lexer.accept("{")) {
        if (!lexer.accept("}")) {
            do element(lexer, variable, at);
            while (lexer.accept(","));
            lexer.expect("}");
        }
        return;
    }
    uint64_t size = variable.type.bytes;
    uint64_t bits = 0;
    if (lexer.peek().form == Token::Form::Word) {
        Token symbol = lexer.next();
        bool generic = symbol.is("generic") && lexer.accept("(");
        if (generic) symbol = lexer.word();
        if (generic) lexer.expect(")");
        int64_t addend = lexer.accept("+") ? integerConstant(lexer) : 0;
        variable.relocations.push_back({at, symbol.text, addend});
    } else {
        bool negative = lexer.accept("-");
        Operand value = numberNamed(lexer.next(), negative);
        bits = static_cast<uint64_t>(value.integer);
        if (value.form == Operand::Form::Real && value.realBytes == 8 && size == 4) {
            float narrow = static_cast<float>(value.real);
            std::memcpy(&bits, &narrow, 4);
        }
    }
    if (variable.initial.size() < at + size) variable.initial.resize(at + size);
    std::memcpy(variable.initial.data() + at, &bits, std::min<uint64_t>(size, 8));
    at += size;
}

class ModuleParser {
public:
    explicit ModuleParser(Module& module) : module(module), lexer(module.text) {}

    void parse() {
        if (!lexer.accept(".version")) lexer.fail("missing .version");
        Token version = lexer.next();
        auto dot = version.text.find('.');
        if (version.form != Token::Form::Number || dot == std::string_view::npos) lexer.fail("malformed .version");
        module.version = std::stoi(std::string(version.text.substr(0, dot))) * 10 +
                         std::stoi(std::string(version.text.substr(dot + 1)));
        while (lexer.peek().form != Token::Form::End) directive();
        if (module.target == 0) lexer.fail("missing .target");
    }

private:
    Module& module;
    Lexer lexer;

    void directive() {
        bool isExtern = false;
        while (lexer.peek().is(".visible") || lexer.peek().is(".weak") || lexer.peek().is(".extern") ||
               lexer.peek().is(".common"))
            isExtern |= lexer.next().is(".extern");
        Token token = lexer.next();
        if (token.is(".target")) {
            Token target = lexer.word();
            if (target.text.substr(0, 3) != "sm_") lexer.fail("unknown target");
            module.target = std::stoi(std::string(target.text.substr(3)));
            while (lexer.accept(",")) lexer.word();
        } else if (token.is(".address_size")) {
            if (!lexer.next().is("64")) lexer.fail("only 64-bit addresses");
        } else if (token.is(".file")) {
            while (lexer.peek().line == token.line && lexer.peek().form != Token::Form::End) lexer.next();
        } else if (token.is(".section")) {
            while (!lexer.accept("{")) lexer.next();
            lexer.skipBraces();
        } else if (token.is(".pragma")) {
            while (!lexer.accept(";")) lexer.next();
        } else if (token.is(".entry") || token.is(".func")) {
            function(token.is(".entry"), token.line);
        } else if (token.is(".global") || token.is(".const") || token.is(".shared")) {
            Space space = token.is(".global") ? Space::Global : token.is(".const") ? Space::Const : Space::Shared;
            do {
                Variable declared = variable(lexer, space);
                declared.isExtern = isExtern;
                module.variableIndex[declared.name] = static_cast<int>(module.variables.size());
                module.variables.push_back(std::move(declared));
            } while (lexer.accept(","));
            lexer.expect(";");
        } else if (!token.is(";")) {
            throw SyntaxError{token.line, "unexpected '" + std::string(token.text) + "'"};
        }
    }

    void parameters(Function& function, Scope& scope, std::vector<Operand>& declared) {
        if (lexer.accept(")")) return;
        do {
            Operand operand;
            if (lexer.peek().is(".reg")) {
                lexer.next();
                std::vector<int> added;
                BodyParser::registers(lexer, function, scope, &added);
                operand.form = Operand::Form::Register;
                operand.index = added.at(0);
            } else {
                lexer.expect(".param");
                operand.form = Operand::Form::Variable;
                operand.local = true;
                operand.index = static_cast<int>(function.variables.size());
                function.variables.push_back(variable(lexer, Space::Param));
                scope.variables[function.variables.back().name] = operand.index;
            }
            declared.push_back(operand);
        } while (lexer.accept(","));
        lexer.expect(")");
    }

    void function(bool isEntry, int line) {
        auto created = std::make_unique<Function>();
        Function& function = *created;
        Scope scope;
        function.isEntry = isEntry;
        function.line = line;
        if (!isEntry && lexer.accept("(")) parameters(function, scope, function.results);
        function.name = lexer.word().text;
        if (lexer.accept("(")) parameters(function, scope, function.parameters);
        while (lexer.peek().form == Token::Form::Word) limits(function);
        // A function may be called before its body, so the name is known from the first declaration on.
        if (lexer.accept(";")) {
            declare(std::move(created));
            return;
        }
        lexer.expect("{");
        function.hasBody = true;
        declare(std::move(created));
        BodyParser(lexer, module, function, scope).parse();
    }

    void limits(Function& function) {
        Token token = lexer.next();
        int threads = 1;
        while (lexer.peek().form == Token::Form::Number || lexer.peek().is(",")) {
            Token size = lexer.next();
            if (size.form == Token::Form::Number) threads *= static_cast<int>(numberNamed(size, false).integer);
        }
        if (token.is(".maxntid"))
            function.maxThreads = threads;
        else if (token.is(".reqntid"))
            function.requiredThreads = threads;
        else if (token.is(".pragma"))
            while (!lexer.accept(";")) lexer.next();
        else if (!token.is(".minnctapersm") && !token.is(".maxnreg") && !token.is(".noreturn") &&
                 !token.is(".maxnctapersm"))
            throw SyntaxError{token.line, "unexpected '" + std::string(token.text) + "'"};
    }

    void declare(std::unique_ptr<Function> function) {
        Function*& known = module.functionIndex[function->name];
        if (known != nullptr && known->hasBody && function->hasBody)
            throw SyntaxError{function->line, "duplicate definition of '" + std::string(function->name) + "'"};
        if (known == nullptr || function->hasBody) known = function.get();
        module.functions.push_back(std::move(function));
    }
};

}  // namespace

Variable variable(Lexer& lexer, Space space) {
    Variable declared;
    declared.space = space;
    int vector = 1;
    bool aligned = false;
    while (true) {
        Token token = lexer.word();
        if (token.is(".align")) {
            declared.align = static_cast<uint64_t>(integerConstant(lexer));
            aligned = true;
        } else if (token.is(".v2") || token.is(".v4")) {
            vector = token.is(".v2") ? 2 : 4;
        } else if (token.is(".ptr") || token.is(".attribute")) {
            if (token.is(".attribute"))
                while (!lexer.accept(")")) lexer.next();
        } else if (token.is(".global") || token.is(".shared") || token.is(".const") || token.is(".local") ||
                   token.is(".generic")) {
            continue;  // the space that a `.ptr` parameter points to
        } else if (token.text[0] == '.') {
            declared.type = typeNamed(token.text.substr(1));
            if (!declared.type.valid()) throw SyntaxError{token.line, "unknown type '" + std::string(token.text) + "'"};
        } else {
            declared.name = token.text;
            declared.line = token.line;
            break;
        }
    }
    declared.bytes = static_cast<uint64_t>(declared.type.bytes) * static_cast<uint64_t>(vector);
    if (!aligned) declared.align = declared.bytes;
    while (lexer.accept("[")) {
        if (lexer.accept("]")) {
            declared.bytes = 0;
        } else {
            declared.bytes *= static_cast<uint64_t>(integerConstant(lexer));
            lexer.expect("]");
        }
    }
    if (lexer.accept("=")) {
        uint64_t at = 0;
        element(lexer, declared, at);
        if (declared.bytes == 0) declared.bytes = at;
        if (at > declared.bytes) lexer.fail("too many initial values");
    }
    return declared;
}

std::unique_ptr<Module> parse(std::string text) {
    auto module = std::make_unique<Module>();
    module->text = std::move(text);
    module->lineStarts.push_back(0);
    for (size_t at = 0; (at = module->text.find('\n', at)) != std::string::npos;) module->lineStarts.push_back(++at);
    ModuleParser(*module).parse();
    return module;
}

std::string Module::lineText(int line) const {
    if (line < 1 || static_cast<size_t>(line) > lineStarts.size()) return "";
    size_t start = lineStarts[static_cast<size_t>(line) - 1];
    size_t end = std::min(text.find('\n', start), text.size());
    std::string found = text.substr(start, end - start);
    for (char& c : found)
        if (c == '\t') c = ' ';
    size_t first = found.find_first_not_of(" \r"), last = found.find_last_not_of(" \r");
    return first == std::string::npos ? "" : found.substr(first, last - first + 1);
}

}  // namespace emulator::ptx
