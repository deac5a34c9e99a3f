// Where diverged lanes meet again: the immediate post-dominator of a branch, found on the reversed control-flow graph
// with the iterative algorithm of Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001).

#include <algorithm>

#include "../isa/control.h"
#include "builder.h"

namespace emulator {

namespace {

struct Graph {
    std::vector<int> starts;  ///< first op of each block; one more for the virtual exit
    std::vector<std::vector<int>> next;
    std::vector<std::vector<int>> previous;
};

Graph blocksOf(const Program& program) {
    int count = static_cast<int>(program.code.size());
    std::vector<bool> leads(static_cast<size_t>(count) + 1, false);
    leads[0] = true;
    auto targetsOf = [&](const Op& op) {
        if (isBranch(op)) return std::vector<int>{op.target};
        if (isJump(op)) return program.jumpTables[static_cast<size_t>(op.immediate)];
        return std::vector<int>{};
    };
    for (int i = 0; i < count; ++i) {
        const Op& op = program.code[static_cast<size_t>(i)];
        if (!isBranch(op) && !isJump(op) && !isExit(op)) continue;
        for (int target : targetsOf(op)) leads[static_cast<size_t>(target)] = true;
        leads[static_cast<size_t>(i) + 1] = true;
    }
    Graph graph;
    std::vector<int> blockAt(static_cast<size_t>(count), 0);
    for (int i = 0; i < count; ++i) {
        if (leads[static_cast<size_t>(i)]) graph.starts.push_back(i);
        blockAt[static_cast<size_t>(i)] = static_cast<int>(graph.starts.size()) - 1;
    }
    int blocks = static_cast<int>(graph.starts.size());
    graph.starts.push_back(count);
    graph.next.resize(static_cast<size_t>(blocks) + 1);
    graph.previous.resize(static_cast<size_t>(blocks) + 1);
    for (int block = 0; block < blocks; ++block) {
        const Op& last = program.code[static_cast<size_t>(graph.starts[static_cast<size_t>(block) + 1]) - 1];
        auto link = [&](int to) {
            graph.next[static_cast<size_t>(block)].push_back(to);
            graph.previous[static_cast<size_t>(to)].push_back(block);
        };
        for (int target : targetsOf(last)) link(blockAt[static_cast<size_t>(target)]);
        if (isExit(last)) link(blocks);
        bool falls = last.guard != kNone || (!isBranch(last) && !isJump(last) && !isExit(last));
        if (falls) link(block + 1);
    }
    return graph;
}

/// The immediate post-dominator of each block, -1 where the exit cannot be reached.
std::vector<int> postDominators(const Graph& graph) {
    auto count = graph.next.size();
    int exit = static_cast<int>(count) - 1;
    std::vector<int> order, number(count, -1);  // post-order of the reversed graph
    std::vector<std::pair<int, size_t>> path = {{exit, 0}};
    std::vector<bool> seen(count, false);
    seen[static_cast<size_t>(exit)] = true;
    while (!path.empty()) {
        auto& [block, edge] = path.back();
        const auto& edges = graph.previous[static_cast<size_t>(block)];
        if (edge < edges.size()) {
            int to = edges[edge++];
            if (!seen[static_cast<size_t>(to)]) {
                seen[static_cast<size_t>(to)] = true;
                path.emplace_back(to, 0);
            }
        } else {
            number[static_cast<size_t>(block)] = static_cast<int>(order.size());
            order.push_back(block);
            path.pop_back();
        }
    }
    std::vector<int> dominator(count, -1);
    dominator[static_cast<size_t>(exit)] = exit;
    for (bool changed = true; changed;) {
        changed = false;
        for (auto at = order.rbegin(); at != order.rend(); ++at) {
            if (*at == exit) continue;
            int found = -1;
            for (int next : graph.next[static_cast<size_t>(*at)]) {
                if (dominator[static_cast<size_t>(next)] < 0) continue;
                int other = next;
                while (found >= 0 && found != other) {
                    int& lower =
                        number[static_cast<size_t>(found)] < number[static_cast<size_t>(other)] ? found : other;
                    lower = dominator[static_cast<size_t>(lower)];
                }
                found = other;
            }
            if (found != dominator[static_cast<size_t>(*at)]) {
                dominator[static_cast<size_t>(*at)] = found;
                changed = true;
            }
        }
    }
    return dominator;
}

}  // namespace

void findJoins(Program& program) {
    Graph graph = blocksOf(program);
    std::vector<int> dominator = postDominators(graph);
    int end = static_cast<int>(program.code.size()) - 1;
    for (size_t block = 0; block + 1 < graph.starts.size(); ++block) {
        Op& last = program.code[static_cast<size_t>(graph.starts[block + 1]) - 1];
        if (!isBranch(last) && !isJump(last)) continue;
        int meet = dominator[block];
        bool atExit = meet < 0 || static_cast<size_t>(meet) + 1 == graph.starts.size();
        last.join = atExit ? end : graph.starts[static_cast<size_t>(meet)];
    }
}

}  // namespace emulator
