package dev.culebra.engine.expr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The nodes below an expression, without recursion: expressions may be deeper than a thread's stack. */
final class Graph {

    /** Among equals a leaf is the least demanding: it is loaded right before its use. */
    private static final Comparator<Expr> LEAST_DEMANDING_FIRST = Comparator
            .<Expr>comparingInt(node -> ((Node) node).registers())
            .thenComparing(node -> !operands(node).isEmpty());

    private Graph() {}

    /** Returns every node once, operands before their users, the more demanding operand first; the root is last. */
    static List<Expr> postorder(Expr root) {
        var order = new ArrayList<Expr>();
        Set<Expr> done = Collections.newSetFromMap(new IdentityHashMap<>());
        var pending = new ArrayDeque<Expr>();
        pending.push(root);
        while (!pending.isEmpty()) {
            var node = pending.peek();
            boolean ready = true;
            for (var operand : leastDemandingFirst(node)) {
                if (!done.contains(operand)) {
                    pending.push(operand);
                    ready = false;
                }
            }
            if (ready) {
                pending.pop();
                if (done.add(node)) {
                    order.add(node);
                }
            }
        }
        return order;
    }

    /** Returns the operands of a node, in order. */
    static List<Expr> operands(Expr node) {
        return switch (node) {
            case Input _ -> List.of();
            case Constant _ -> List.of();
            case Unary unary -> List.of(unary.x());
            case Binary binary -> List.of(binary.lhs(), binary.rhs());
            case Select select -> List.of(select.condition(), select.then(), select.otherwise());
        };
    }

    private static List<Expr> leastDemandingFirst(Expr node) {
        var operands = operands(node);
        if (operands.size() < 2) {
            return operands;
        }
        var sorted = new ArrayList<>(operands.reversed());
        sorted.sort(LEAST_DEMANDING_FIRST);
        return sorted;
    }
}
