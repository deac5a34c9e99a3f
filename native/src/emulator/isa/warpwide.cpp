// Exchange between the lanes of a warp: shfl, vote, match, redux, activemask, bar.warp.sync.

#include <cstdio>
#include <cstring>

#include "lanes.h"

namespace emulator {

namespace {

constexpr Type kWord = {Kind::Bits, 4};

/// The lanes that an instruction's member mask names must all be executing it, and every executing lane be named.
void checkMembers(const Warp& warp, uint32_t mask, const uint32_t* members) {
    for (uint32_t left = mask; left != 0; left &= left - 1) {
        int lane = __builtin_ctz(left);
        uint32_t named = members[lane];
        char text[160];
        if ((named >> lane & 1) == 0) {
            std::snprintf(text, sizeof text, "divergent warp: lane %d is not in its own member mask 0x%08x", lane,
                          named);
            throw KernelFault{719, text, lane};
        }
        uint32_t absent = named & warp.initial & ~mask;
        if (absent != 0) {
            std::snprintf(text, sizeof text, "divergent warp: member mask 0x%08x waits for lanes 0x%08x, which %s",
                          named, absent, (absent & warp.live) != 0 ? "are on another path" : "have exited");
            throw KernelFault{719, text, lane};
        }
    }
}

enum class Shuffle : uint8_t { Up, Down, Butterfly, Index };

/// r: result, its predicate or kNone, value, lane argument, clamp and segment mask, members.
void shuffle(Warp& warp, const Op& op, uint32_t mask) {
    checkMembers(warp, mask, slot<uint32_t>(warp, op.r[5]));
    uint32_t values[kLanes], inside = 0;
    std::memcpy(values, slot<uint32_t>(warp, op.r[2]), sizeof values);
    uint32_t* d = slot<uint32_t>(warp, op.r[0]);
    const uint32_t *by = slot<uint32_t>(warp, op.r[3]), *packed = slot<uint32_t>(warp, op.r[4]);
    for (uint32_t left = mask; left != 0; left &= left - 1) {
        int lane = __builtin_ctz(left);
        int b = static_cast<int>(by[lane] & 31), clamp = static_cast<int>(packed[lane] & 31);
        int segment = static_cast<int>(packed[lane] >> 8 & 31);
        int last = (lane & segment) | (clamp & ~segment), first = lane & segment, from = lane;
        bool valid = false;
        switch (static_cast<Shuffle>(op.immediate)) {
            case Shuffle::Up:
                from = lane - b;
                valid = from >= last;
                break;
            case Shuffle::Down:
                from = lane + b;
                valid = from <= last;
                break;
            case Shuffle::Butterfly:
                from = lane ^ b;
                valid = from <= last;
                break;
            case Shuffle::Index:
                from = first | (b & ~segment);
                valid = from <= last;
                break;
        }
        if (!valid) from = lane;
        if ((mask >> from & 1) == 0)
            throw KernelFault{
                719, "divergent warp: shuffle from lane " + std::to_string(from) + ", which takes no part", lane};
        d[lane] = values[from];
        inside |= static_cast<uint32_t>(valid) << lane;
    }
    if (op.r[1] != kNone) setPredicate(warp, op.r[1], mask, inside);
}

void emitShuffle(Decode& decode) {
    if (!decode.has("sync")) decode.fail("needs .sync");
    Shuffle mode = decode.has("up")     ? Shuffle::Up
                   : decode.has("down") ? Shuffle::Down
                   : decode.has("bfly") ? Shuffle::Butterfly
                                        : Shuffle::Index;
    const auto& destination = decode.operand(0);
    uint32_t value = decode.source(1, kWord), by = decode.source(2, kWord), packed = decode.source(3, kWord);
    uint32_t members = decode.source(4, kWord), inside = kNone;
    if (destination.second >= 0)
        inside = decode.builder.frameOf(decode.function).registers[static_cast<size_t>(destination.second)];
    decode.emit(shuffle, {decode.target(0, kWord), inside, value, by, packed, members}).immediate =
        static_cast<int>(mode);
}

enum class Vote : uint8_t { All, Any, Uniform, Ballot };

/// r: result, predicate, members; the immediate's bit 8 negates the predicate.
void vote(Warp& warp, const Op& op, uint32_t mask) {
    checkMembers(warp, mask, slot<uint32_t>(warp, op.r[2]));
    uint32_t votes = *slot<uint32_t>(warp, op.r[1]);
    if ((op.immediate & 256) != 0) votes = ~votes;
    votes &= mask;
    bool result = false;
    switch (static_cast<Vote>(op.immediate & 255)) {
        case Vote::All: result = votes == mask; break;
        case Vote::Any: result = votes != 0; break;
        case Vote::Uniform: result = votes == 0 || votes == mask; break;
        case Vote::Ballot: {
            uint32_t* d = slot<uint32_t>(warp, op.r[0]);
            eachLane(mask, [=](int lane) { d[lane] = votes; });
            return;
        }
    }
    setPredicate(warp, op.r[0], mask, result ? kAllLanes : 0);
}

void emitVote(Decode& decode) {
    if (!decode.has("sync")) decode.fail("needs .sync");
    Vote kind = decode.has("ballot") ? Vote::Ballot
                : decode.has("all")  ? Vote::All
                : decode.has("any")  ? Vote::Any
                                     : Vote::Uniform;
    uint32_t votes = decode.predicate(decode.operand(1)), members = decode.source(2, kWord);
    uint32_t d = kind == Vote::Ballot ? decode.target(0, kWord) : decode.predicateTarget(decode.operand(0));
    decode.emit(vote, {d, votes, members}).immediate = static_cast<int>(kind) | (decode.operand(1).negated ? 256 : 0);
}

/// r: result, predicate or kNone, value, members.
template <class T, bool all>
void match(Warp& warp, const Op& op, uint32_t mask) {
    checkMembers(warp, mask, slot<uint32_t>(warp, op.r[3]));
    T values[kLanes];
    std::memcpy(values, slot<T>(warp, op.r[2]), sizeof values);
    uint32_t* d = slot<uint32_t>(warp, op.r[0]);
    bool everyone = true;
    for (uint32_t left = mask; left != 0; left &= left - 1) {
        int lane = __builtin_ctz(left);
        uint32_t equal = 0;
        for (uint32_t others = mask; others != 0; others &= others - 1) {
            int other = __builtin_ctz(others);
            equal |= static_cast<uint32_t>(values[other] == values[lane]) << other;
        }
        d[lane] = equal;
        everyone &= equal == mask;
    }
    if (!all) return;
    eachLane(mask, [&](int lane) {
        if (!everyone) d[lane] = 0;
    });
    if (op.r[1] != kNone) setPredicate(warp, op.r[1], mask, everyone ? kAllLanes : 0);
}

void emitMatch(Decode& decode) {
    Type type = decode.type();
    bool all = decode.has("all");
    const auto& destination = decode.operand(0);
    uint32_t value = decode.source(1, type), members = decode.source(2, kWord), p = kNone;
    if (destination.second >= 0)
        p = decode.builder.frameOf(decode.function).registers[static_cast<size_t>(destination.second)];
    Handler run = type.bytes == 8 ? (all ? match<uint64_t, true> : match<uint64_t, false>)
                                  : (all ? match<uint32_t, true> : match<uint32_t, false>);
    decode.emit(run, {decode.target(0, kWord), p, value, members});
}

/// r: result, value, members.
template <class T>
void reduceLanes(Warp& warp, const Op& op, uint32_t mask) {
    checkMembers(warp, mask, slot<uint32_t>(warp, op.r[2]));
    const T* a = slot<T>(warp, op.r[1]);
    T result = a[__builtin_ctz(mask)];
    for (uint32_t left = mask & (mask - 1); left != 0; left &= left - 1) {
        T next = a[__builtin_ctz(left)];
        switch (op.immediate) {
            case 0: result = static_cast<T>(result + next); break;
            case 1: result = next < result ? next : result; break;
            case 2: result = result < next ? next : result; break;
            case 3: result &= next; break;
            case 4: result |= next; break;
            default: result ^= next; break;
        }
    }
    T* d = slot<T>(warp, op.r[0]);
    eachLane(mask, [=](int lane) { d[lane] = result; });
}

void emitReduce(Decode& decode) {
    static constexpr std::string_view operations[] = {"add", "min", "max", "and", "or", "xor"};
    Type type = decode.type();
    if (type.bytes != 4 || type.isFloat()) decode.fail("type is not supported");
    uint32_t a = decode.source(1, type), members = decode.source(2, kWord);
    int operation = 0;
    for (int i = 0; i < 6; ++i)
        if (decode.has(operations[i])) operation = i;
    decode.emit(type.isSigned() ? reduceLanes<int32_t> : reduceLanes<uint32_t>, {decode.target(0, type), a, members})
        .immediate = operation;
}

void activeMask(Warp& warp, const Op& op, uint32_t mask) {
    uint32_t* d = slot<uint32_t>(warp, op.r[0]);
    eachLane(mask, [=](int lane) { d[lane] = mask; });
}

}  // namespace

/// `bar.warp.sync`: orders the warp's memory accesses; divergence was checked.
void warpBarrier(Warp& warp, const Op& op, uint32_t mask) {
    checkMembers(warp, mask, slot<uint32_t>(warp, op.r[0]));
    ++warp.syncs;
}

void addWarpwide(InstructionTable& table) {
    table["shfl"] = emitShuffle;
    table["vote"] = emitVote;
    table["match"] = emitMatch;
    table["redux"] = emitReduce;
    table["activemask"] = [](Decode& decode) { decode.emit(activeMask, {decode.target(0, kWord)}); };
}

}  // namespace emulator
