// Branches, calls, exits and barriers.

#include "control.h"

#include <cstring>

#include "../exec/global_races.h"
#include "lanes.h"

namespace emulator {

void warpBarrier(Warp& warp, const Op& op, uint32_t mask);

namespace {

/// Runs `first` from `target` and then `rest` from `other`; both meet at the join.
void part(Warp& warp, int join, uint32_t first, int target, uint32_t rest, int other) {
    // When the enclosing path ends at the same place, whoever waits there waits for all.
    if (warp.join != join) warp.frames.push_back({join, warp.join, first | rest});
    warp.join = join;
    if (target == join) {
        warp.active = rest;
        warp.pc = other;
        return;
    }
    if (other != join) warp.frames.push_back({other, join, rest});
    warp.active = first;
    warp.pc = target;
}

void branch(Warp& warp, const Op& op, uint32_t mask) {
    uint32_t rest = warp.active & ~mask;
    if (rest == 0)
        warp.pc = op.target;
    else
        part(warp, op.join, mask, op.target, rest, warp.pc);
}

/// `brx.idx`: lanes with the same index go together; the others come back to this instruction.
void jump(Warp& warp, const Op& op, uint32_t mask) {
    const auto& targets = warp.block->launch->program->jumpTables[static_cast<size_t>(op.immediate)];
    const uint32_t* index = slot<uint32_t>(warp, op.r[0]);
    uint32_t chosen = index[__builtin_ctz(mask)], same = 0;
    if (chosen >= targets.size())
        throw KernelFault{715, "branch index " + std::to_string(chosen) + " of " + std::to_string(targets.size()),
                          __builtin_ctz(mask)};
    for (uint32_t left = mask; left != 0; left &= left - 1)
        if (index[__builtin_ctz(left)] == chosen) same |= left & (0 - left);
    uint32_t rest = warp.active & ~same;
    int again = (mask & ~same) != 0 ? warp.pc - 1 : warp.pc;
    if (rest == 0)
        warp.pc = targets[chosen];
    else
        part(warp, op.join, same, targets[chosen], rest, again);
}

void leave(Warp& warp, const Op&, uint32_t mask) {
    warp.live &= ~mask;
    warp.active &= ~mask;
    for (auto& frame : warp.frames) frame.mask &= ~mask;
    if (warp.active == 0) resume(warp);
}

void trap(Warp&, const Op&, uint32_t mask) { throw KernelFault{719, "trap instruction", __builtin_ctz(mask)}; }

void nothing(Warp&, const Op&, uint32_t) {}

void fence(Warp& warp, const Op&, uint32_t) {
    if (GlobalRaces* races = warp.block->launch->races) races->fence();
}

void divergent(Warp& warp, uint32_t mask) {
    uint32_t missing = warp.initial & ~mask;
    int lane = __builtin_ctz(mask), other = __builtin_ctz(missing);
    bool gone = (warp.live >> other & 1) == 0;
    throw KernelFault{719,
                      "divergent barrier: thread " + std::to_string(warp.thread(lane)) +
                          " waits at a barrier while thread " + std::to_string(warp.thread(other)) +
                          (gone ? " has exited" : " of the same warp is on another path"),
                      lane};
}

/// r: number, thread count or kNone, and for `red` the result and the predicate.
void barrier(Warp& warp, const Op& op, uint32_t mask) {
    bool partial = op.r[1] != kNone;
    if (mask != (partial ? warp.live : warp.initial)) divergent(warp, mask);
    warp.barrier = *slot<uint32_t>(warp, op.r[0]);
    warp.barrierThreads = partial ? slot<uint32_t>(warp, op.r[1])[__builtin_ctz(mask)] : 0;
    warp.reduceSlot = op.r[2];
    warp.reduceKind = static_cast<int>(op.immediate & 3);
    if (op.r[2] != kNone) {
        warp.reduceVotes = *slot<uint32_t>(warp, op.r[3]);
        if ((op.immediate & 4) != 0) warp.reduceVotes = ~warp.reduceVotes;
        warp.reduceVotes &= mask;
    }
    warp.state = Warp::State::AtBarrier;
}

void emitBarrier(Decode& decode) {
    static constexpr Type word = {Kind::Bits, 4};
    if (decode.has("warp")) {
        decode.emit(warpBarrier, {decode.source(0, word)});
    } else if (decode.has("red")) {
        const auto& destination = decode.operand(0);
        int kind = decode.has("popc") ? 0 : decode.has("and") ? 1 : 2;
        uint32_t number = decode.source(1, word), threads = decode.count() > 3 ? decode.source(2, word) : kNone;
        const auto& votes = decode.operand(decode.count() - 1);
        uint32_t p = decode.predicate(votes);
        uint32_t d = kind == 0 ? decode.target(0, word) : decode.predicateTarget(destination);
        decode.emit(barrier, {number, threads, d, p}).immediate = kind | (votes.negated ? 4 : 0);
    } else if (decode.has("sync")) {
        uint32_t number = decode.source(0, word), threads = decode.count() > 1 ? decode.source(1, word) : kNone;
        decode.emit(barrier, {number, threads, kNone, kNone});
    } else {
        decode.fail("this form is not supported");
    }
}

void bra(Decode& decode) {
    const auto& label = decode.operand(0);
    if (label.form != ptx::Operand::Form::Label) decode.fail("target is not a label");
    decode.emit(branch, {});
    decode.builder.instance().branches.emplace_back(static_cast<int>(decode.builder.program.code.size()) - 1,
                                                    label.index);
}

void brx(Decode& decode) {
    uint32_t index = decode.source(0, {Kind::Bits, 4});
    auto& tables = decode.builder.program.jumpTables;
    tables.emplace_back();
    int table = static_cast<int>(tables.size()) - 1;
    decode.emit(jump, {index}).immediate = table;
    decode.builder.instance().tables.emplace_back(table, decode.operand(1).index);
}

void ret(Decode& decode) {
    if (decode.builder.inKernel()) {
        decode.emit(leave, {});
        return;
    }
    decode.emit(branch, {});
    decode.builder.instance().returns.push_back(static_cast<int>(decode.builder.program.code.size()) - 1);
}

/// A parameter as a block of `stride` bytes a lane: a `.param` variable, a register, or a constant.
struct Block {
    uint32_t at, stride;
};

void copyBlock(Warp& warp, const Op& op, uint32_t mask) {
    eachLane(mask, [&](int lane) {
        auto i = static_cast<uint32_t>(lane);
        std::memcpy(warp.registers + op.r[0] + i * op.r[1], warp.registers + op.r[2] + i * op.r[3],
                    static_cast<size_t>(op.immediate));
    });
}

void copyVote(Warp& warp, const Op& op, uint32_t mask) {
    setPredicate(warp, op.r[0], mask, *slot<uint32_t>(warp, op.r[2]));
}

Block blockOf(Decode& decode, const ptx::Operand& operand, Type expected) {
    if (operand.form == ptx::Operand::Form::Variable) {
        auto [at, stride] = decode.parameterBlock(operand);
        if (stride == 0) decode.fail("'" + std::string(operand.name) + "' cannot be an argument");
        return {at, stride};
    }
    if (operand.form == ptx::Operand::Form::Sink) return {decode.target(operand, expected), expected.bytes};
    return {decode.source(operand, expected), expected.bytes};
}

Block formalBlock(Builder& builder, const ptx::Function& callee, const ptx::Operand& formal) {
    const FunctionFrame& frame = builder.frameOf(callee);
    auto index = static_cast<size_t>(formal.index);
    if (formal.form == ptx::Operand::Form::Register) return {frame.registers[index], callee.registers[index].bytes};
    return {frame.parameters[index], frame.strides[index]};
}

Type formalType(const ptx::Function& callee, const ptx::Operand& formal) {
    auto index = static_cast<size_t>(formal.index);
    if (formal.form == ptx::Operand::Form::Register) return callee.registers[index];
    return callee.variables[index].type;
}

void passOn(Decode& decode, const ptx::Function& callee, const std::vector<ptx::Operand>& formals,
            const std::vector<ptx::Operand>& actuals, bool backwards) {
    if (formals.size() != actuals.size())
        decode.fail("wrong number of arguments for '" + std::string(callee.name) + "'");
    for (size_t i = 0; i < formals.size(); ++i) {
        Type type = formalType(callee, formals[i]);
        Block formal = formalBlock(decode.builder, callee, formals[i]), actual = blockOf(decode, actuals[i], type);
        if (formal.stride != actual.stride) decode.fail("argument " + std::to_string(i + 1) + " is of the wrong size");
        Block to = backwards ? actual : formal, from = backwards ? formal : actual;
        decode.emit(type.kind == Kind::Predicate ? copyVote : copyBlock, {to.at, to.stride, from.at, from.stride})
            .immediate = formal.stride;
    }
}

void call(Decode& decode) {
    const auto& name = decode.operand(0);
    if (name.form != ptx::Operand::Form::Function) decode.fail("only direct calls are supported");
    const ptx::Function& callee = *decode.builder.module.functionIndex.at(name.name);
    int skip = -1;
    if (decode.in.guard >= 0) {
        skip = static_cast<int>(decode.builder.program.code.size());
        Op& op = decode.emit(branch, {});
        op.guardNegated = !op.guardNegated;
    }
    passOn(decode, callee, callee.parameters, decode.in.arguments, false);
    if (callee.name == "__assertfail")
        decode.emit(
            [](Warp&, const Op&, uint32_t mask) { throw KernelFault{710, "assertion failed", __builtin_ctz(mask)}; },
            {});
    else if (callee.name == "vprintf")
        decode.emit(nothing, {});
    else
        decode.builder.call(callee, decode.in.line);
    passOn(decode, callee, callee.results, decode.in.results, true);
    if (skip >= 0)
        decode.builder.program.code[static_cast<size_t>(skip)].target =
            static_cast<int>(decode.builder.program.code.size());
}

}  // namespace

bool isBranch(const Op& op) { return op.run == branch; }
bool isJump(const Op& op) { return op.run == jump; }
bool isExit(const Op& op) { return op.run == leave; }

void resume(Warp& warp) {
    while (!warp.frames.empty()) {
        Warp::Frame frame = warp.frames.back();
        warp.frames.pop_back();
        if (frame.mask == 0) continue;
        warp.active = frame.mask;
        warp.pc = frame.pc;
        warp.join = frame.join;
        return;
    }
    warp.state = Warp::State::Done;
}

void addControl(InstructionTable& table) {
    table["bra"] = bra;
    table["brx"] = brx;
    table["call"] = call;
    table["ret"] = ret;
    table["exit"] = [](Decode& decode) { decode.emit(leave, {}); };
    table["trap"] = [](Decode& decode) { decode.emit(trap, {}); };
    table["bar"] = table["barrier"] = emitBarrier;
    table["membar"] = table["fence"] = [](Decode& decode) { decode.emit(fence, {}); };
    table["nanosleep"] = table["brkpt"] = table["pmevent"] = [](Decode& decode) { decode.emit(nothing, {}); };
}

}  // namespace emulator
