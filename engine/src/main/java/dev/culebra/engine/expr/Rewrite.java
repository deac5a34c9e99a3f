package dev.culebra.engine.expr;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Replaces nodes of an expression and rebuilds what lies above them. */
final class Rewrite {

    private Rewrite() {}

    static Expr substitute(Expr root, Expr from, Expr to) {
        Map<Expr, Expr> replaced = new IdentityHashMap<>();
        replaced.put(from, to);
        return replace(root, replaced);
    }

    static Expr inputs(Expr root, IntFunction<Expr> replacement) {
        Map<Expr, Expr> replaced = new IdentityHashMap<>();
        for (int i = 0; i < root.arity(); i++) {
            if (root.uses(i)) {
                replaced.put(Expr.input(i), replacement.apply(i));
            }
        }
        return replace(root, replaced);
    }

    /** Replaces several nodes at once; adds what it rebuilds to the map. */
    static Expr replace(Expr root, Map<Expr, Expr> replaced) {
        for (var node : Graph.postorder(root)) {
            if (!replaced.containsKey(node)) {
                replaced.put(node, rebuildNode(node, replaced));
            }
        }
        return replaced.get(root);
    }

    private static Expr rebuildNode(Expr node, Map<Expr, Expr> replaced) {
        if (Graph.operands(node).stream().allMatch(operand -> replaced.get(operand) == operand)) {
            return node;
        }
        return switch (node) {
            case Input _ -> node;
            case Constant _ -> node;
            case Unary unary -> unary.op().of(replaced.get(unary.x()));
            case Binary binary -> binary.op().of(replaced.get(binary.lhs()), replaced.get(binary.rhs()));
            case Select select ->
                    Expr.select(
                            replaced.get(select.condition()),
                            replaced.get(select.then()),
                            replaced.get(select.otherwise()));
        };
    }
}
