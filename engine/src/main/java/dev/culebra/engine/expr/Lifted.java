package dev.culebra.engine.expr;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * An expression with its constants taken out: they are inputs of the {@code structure}, after the expression's own. Backends
 * compile the structure, so that expressions which differ in their constants alone ({@code x * 0.1} and {@code x * 0.2})
 * share their code.
 *
 * <pre>{@code
 * Lifted lifted = Expr.input(0).mul(0.1).add(0.1).lifted();
 * lifted.structure();      // x0 * x1 + x1
 * lifted.constants();      // [0.1]: input 1
 * }</pre>
 *
 * @param structure without constants, unless there are more than inputs; input {@code firstConstant + k} is constant {@code k}
 * @param firstConstant the arity of the expression
 * @param constants each value once
 */
public record Lifted(Expr structure, int firstConstant, List<Double> constants) {

    /** Takes a copy of the list. */
    public Lifted {
        constants = List.copyOf(constants);
    }

    static Lifted of(Expr expr) {
        int first = expr.arity();
        Map<Expr, Expr> inputs = new IdentityHashMap<>();
        var values = new ArrayList<Double>();
        for (var node : Graph.postorder(expr)) {
            if (node instanceof Constant constant && first + values.size() < Expr.MAX_INPUTS) {
                inputs.put(constant, Expr.input(first + values.size()));
                values.add(constant.value());
            }
        }
        return new Lifted(Rewrite.replace(expr, inputs), first, values);
    }
}
