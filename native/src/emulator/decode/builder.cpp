#include "builder.h"

#include <algorithm>
#include <functional>
#include <set>

#include "decode.h"

namespace emulator {

namespace {

constexpr uint32_t kFirstSharedByte = 128;  // so that offset 0, a null pointer, is no variable's
constexpr uint32_t kSharedGap = 16;
constexpr uint32_t kFirstLocalByte = 128;

uint64_t roundUp(uint64_t value, uint64_t multiple) { return (value + multiple - 1) / multiple * multiple; }

void visitOperands(const ptx::Operand& operand, const std::function<void(const ptx::Operand&)>& visit) {
    visit(operand);
    for (const auto& part : operand.parts) visitOperands(part, visit);
}

}  // namespace

Builder::Builder(const ptx::Module& module, const VariableAddresses& addresses, Program& program)
    : module(module), program(program), addresses(addresses) {
    program.module = &module;
}

uint32_t Builder::allocate(uint32_t bytes) {
    uint32_t at = program.registerBytes;
    program.registerBytes += static_cast<uint32_t>(roundUp(bytes, 64));
    return at;
}

uint32_t Builder::constant(uint8_t bytes, uint64_t value) {
    if (bytes < 8) value &= (1ull << (8 * bytes)) - 1;
    auto [found, added] = constants.try_emplace({bytes, value}, 0);
    if (added) {
        found->second = allocate(static_cast<uint32_t>(bytes) * kLanes);
        program.presets.push_back({Preset::Value::Constant, 0, bytes, found->second, value});
    }
    return found->second;
}

uint32_t Builder::preset(Preset::Value value, uint8_t axis, uint8_t bytes) {
    auto [found, added] = presets.try_emplace({static_cast<int>(value) * 8 + axis, bytes}, 0);
    if (added) {
        found->second = allocate(static_cast<uint32_t>(bytes) * kLanes);
        program.presets.push_back({value, axis, bytes, found->second, 0});
    }
    return found->second;
}

uint32_t Builder::special(std::string_view name, int line) {
    using Value = Preset::Value;
    auto axis = [&] { return static_cast<uint8_t>(name.back() - 'x'); };
    auto starts = [&](std::string_view prefix) { return name.substr(0, prefix.size()) == prefix; };
    if (starts("%tid.")) return preset(Value::Thread, axis(), 4);
    if (starts("%ntid.")) return preset(Value::Threads, axis(), 4);
    if (starts("%ctaid.")) return preset(Value::Block, axis(), 4);
    if (starts("%nctaid.")) return preset(Value::Blocks, axis(), 4);
    static const std::unordered_map<std::string_view, Value> others = {{"%laneid", Value::Lane},
                                                                       {"%warpid", Value::WarpIndex},
                                                                       {"%nwarpid", Value::WarpCount},
                                                                       {"%lanemask_eq", Value::LanesEqual},
                                                                       {"%lanemask_lt", Value::LanesLess},
                                                                       {"%lanemask_le", Value::LanesLessEqual},
                                                                       {"%lanemask_gt", Value::LanesGreater},
                                                                       {"%lanemask_ge", Value::LanesGreaterEqual},
                                                                       {"%dynamic_smem_size", Value::DynamicShared},
                                                                       {"%total_smem_size", Value::TotalShared},
                                                                       {"%smid", Value::Zero}};
    if (name == "WARP_SZ") return constant(4, kLanes);
    if (name == "%nsmid") return constant(4, 1);
    if (auto found = others.find(name); found != others.end()) return preset(found->second, 0, 4);
    throw ptx::SyntaxError{line, "special register '" + std::string(name) + "' is not supported here"};
}

const FunctionFrame& Builder::frameOf(const ptx::Function& function) {
    auto& known = frames[&function];
    if (known != nullptr) return *known;
    known = std::make_unique<FunctionFrame>();
    FunctionFrame& frame = *known;
    for (Type type : function.registers)
        frame.registers.push_back(
            allocate(type.kind == Kind::Predicate ? 4 : static_cast<uint32_t>(type.bytes) * kLanes));
    for (const auto& variable : function.variables) {
        uint32_t block = 0, stride = 0;
        uint64_t address = 0;
        bool ofKernel = function.isEntry && frame.addresses.size() < function.parameters.size();
        if (variable.space == Space::Param && !ofKernel) {
            stride = static_cast<uint32_t>(roundUp(std::max<uint64_t>(variable.bytes, 1), variable.align));
            block = allocate(stride * kLanes);
        } else if (variable.space == Space::Param) {
            address = roundUp(program.parameterBytes, variable.align);
            program.parameters.push_back({static_cast<uint32_t>(address), static_cast<uint32_t>(variable.bytes)});
            program.parameterBytes = static_cast<uint32_t>(address + variable.bytes);
        } else if (variable.space == Space::Local) {
            address = roundUp(std::max(program.localBytes, kFirstLocalByte), variable.align);
            program.localBytes = static_cast<uint32_t>(address + variable.bytes);
        } else if (variable.space == Space::Shared) {
            address = sharedOffsets[&variable];
        } else {
            throw ptx::SyntaxError{variable.line, "variables of this space are not supported inside a function"};
        }
        frame.parameters.push_back(block);
        frame.strides.push_back(stride);
        frame.addresses.push_back(address);
    }
    return frame;
}

const ptx::Variable& Builder::variableOf(const ptx::Function& function, const ptx::Operand& operand) const {
    return (operand.local ? function.variables : module.variables)[static_cast<size_t>(operand.index)];
}

uint64_t Builder::addressOf(const ptx::Function& function, const ptx::Operand& operand) const {
    auto index = static_cast<size_t>(operand.index);
    if (operand.local) return frames.at(&function)->addresses[index];
    const ptx::Variable& variable = module.variables[index];
    return variable.space == Space::Shared ? sharedOffsets.at(&variable) : addresses.at(index);
}

void Builder::layOutShared(const ptx::Function& entry) {
    std::set<const ptx::Function*> reached;
    std::vector<const ptx::Variable*> used;
    std::vector<const ptx::Function*> waiting = {&entry};
    while (!waiting.empty()) {
        const ptx::Function& function = *waiting.back();
        waiting.pop_back();
        if (!reached.insert(&function).second) continue;
        for (const auto& instruction : function.body)
            for (const auto& written : instruction.operands)
                visitOperands(written, [&](const ptx::Operand& operand) {
                    if (operand.form == ptx::Operand::Form::Function) {
                        waiting.push_back(module.functionIndex.at(operand.name));
                    } else if (operand.form == ptx::Operand::Form::Variable) {
                        const ptx::Variable& variable = variableOf(function, operand);
                        bool known = std::find(used.begin(), used.end(), &variable) != used.end();
                        if (variable.space == Space::Shared && !known) used.push_back(&variable);
                    }
                });
    }
    uint64_t at = kFirstSharedByte, declared = 0, dynamicAlign = 16;
    for (const auto* variable : used) {
        if (variable->bytes == 0) {
            dynamicAlign = std::max(dynamicAlign, variable->align);
            continue;
        }
        at = roundUp(at, variable->align);
        sharedOffsets[variable] = at;
        program.sharedVariables.emplace_back(at, at + variable->bytes);
        at += variable->bytes + kSharedGap;
        declared = roundUp(declared, variable->align) + variable->bytes;
    }
    program.staticSharedBytes = static_cast<uint32_t>(declared);
    program.dynamicSharedOffset = static_cast<uint32_t>(roundUp(at, dynamicAlign));
    program.sharedBytes = used.empty() ? 0 : program.dynamicSharedOffset;
    for (const auto* variable : used)
        if (variable->bytes == 0) {
            sharedOffsets[variable] = program.dynamicSharedOffset;
            program.usesDynamicShared = true;
        }
}

void Builder::build(const ptx::Function& entry) {
    program.name = std::string(entry.name);
    if (entry.maxThreads > 0) program.maxThreads = entry.maxThreads;
    if (entry.requiredThreads > 0) program.maxThreads = program.requiredThreads = entry.requiredThreads;
    program.registersEstimated = std::clamp(static_cast<int>(entry.registers.size()) / 4 + 8, 16, 64);
    layOutShared(entry);
    expand(entry);
    findJoins(program);
}

void Builder::call(const ptx::Function& callee, int line) {
    for (const auto* running : instances)
        if (running->function == &callee)
            throw ptx::SyntaxError{line, "recursive call of '" + std::string(callee.name) + "' is not supported"};
    if (!callee.hasBody) throw ptx::SyntaxError{line, "unresolved extern function '" + std::string(callee.name) + "'"};
    expand(callee);
}

void Builder::expand(const ptx::Function& function) {
    Instance current{&function, std::vector<int>(function.labels.size(), -1), {}, {}, {}};
    instances.push_back(&current);
    frameOf(function);
    std::vector<int> starts;
    const auto& table = instructionTable();
    for (const auto& instruction : function.body) {
        starts.push_back(static_cast<int>(program.code.size()));
        auto found = table.find(instruction.mnemonic);
        if (found == table.end())
            throw ptx::SyntaxError{instruction.line,
                                   "instruction '" + std::string(instruction.mnemonic) + "' is not supported"};
        Decode decode(*this, function, instruction);
        found->second(decode);
    }
    starts.push_back(static_cast<int>(program.code.size()));
    if (inKernel()) {
        // Running off the end leaves the kernel; this is also where every path meets at the latest.
        ptx::Instruction leave;
        leave.mnemonic = "exit";
        leave.line = function.body.empty() ? function.line : function.body.back().line;
        Decode decode(*this, function, leave);
        table.at("exit")(decode);
    }
    for (size_t i = 0; i < function.labels.size(); ++i)
        current.labels[i] = starts[static_cast<size_t>(function.labels[i])];
    for (auto [op, label] : current.branches)
        program.code[static_cast<size_t>(op)].target = current.labels[static_cast<size_t>(label)];
    for (auto [tableIndex, label] : current.tables)
        for (int target : function.branchTargets[static_cast<size_t>(label)])
            program.jumpTables[static_cast<size_t>(tableIndex)].push_back(current.labels[static_cast<size_t>(target)]);
    for (int op : current.returns) program.code[static_cast<size_t>(op)].target = starts.back();
    instances.pop_back();
}

}  // namespace emulator
