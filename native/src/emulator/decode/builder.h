#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "../exec/program.h"
#include "../ptx/ast.h"

namespace emulator {

/// Device addresses of a loaded module's `.global` and `.const` variables, by index.
using VariableAddresses = std::vector<uint64_t>;

/// Where one function's registers and variables live in the register file. Every expansion of the same function uses
/// the same places: it cannot be running twice, since recursion is refused.
struct FunctionFrame {
    std::vector<uint32_t> registers;
    std::vector<uint32_t> parameters;  ///< `.param` variables: a block of `stride` bytes a lane
    std::vector<uint32_t> strides;
    std::vector<uint64_t> addresses;  ///< `.local` and `.shared` variables
};

/// Builds a Program from a kernel: expands calls, gives registers their places, links branches.
class Builder {
public:
    Builder(const ptx::Module& module, const VariableAddresses& addresses, Program& program);
    void build(const ptx::Function& entry);

    uint32_t allocate(uint32_t bytes);
    uint32_t constant(uint8_t bytes, uint64_t value);
    uint32_t preset(Preset::Value value, uint8_t axis, uint8_t bytes);
    uint32_t special(std::string_view name, int line);
    const FunctionFrame& frameOf(const ptx::Function& function);
    uint64_t addressOf(const ptx::Function& function, const ptx::Operand& operand) const;
    const ptx::Variable& variableOf(const ptx::Function& function, const ptx::Operand& operand) const;

    const ptx::Module& module;
    Program& program;

    /// Instances are functions being expanded, innermost last; label targets are per instance.
    struct Instance {
        const ptx::Function* function;
        std::vector<int> labels;                    ///< label → op, -1 while unknown
        std::vector<std::pair<int, int>> branches;  ///< op whose target is a label
        std::vector<std::pair<int, int>> tables;    ///< jump table filled from a `.branchtargets`
        std::vector<int> returns;                   ///< ops that branch to the end of the function
    };
    Instance& instance() { return *instances.back(); }
    bool inKernel() const { return instances.size() == 1; }
    void call(const ptx::Function& callee, int line);

private:
    const VariableAddresses& addresses;
    std::unordered_map<const ptx::Function*, std::unique_ptr<FunctionFrame>> frames;
    std::map<std::pair<uint8_t, uint64_t>, uint32_t> constants;
    std::map<std::pair<int, int>, uint32_t> presets;
    std::unordered_map<const ptx::Variable*, uint64_t> sharedOffsets;
    std::vector<Instance*> instances;

    void layOutShared(const ptx::Function& entry);
    void expand(const ptx::Function& function);
};

/// For every branch of the program, the instruction where the lanes that part there meet again.
void findJoins(Program& program);

}  // namespace emulator
