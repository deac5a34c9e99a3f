package dev.culebra.engine.expr;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Map;

/** Turns an expression into a {@link Program}. Interning has already shared common subexpressions. */
final class Flattener {

    private Flattener() {}

    static Program flatten(Expr root) {
        Map<Expr, Integer> index = new IdentityHashMap<>();
        var code = new ArrayList<Instruction>();
        for (var node : Graph.postorder(root)) {
            index.put(node, code.size());
            code.add(instruction(node, index));
        }
        return new Program(root.arity(), code);
    }

    private static Instruction instruction(Expr node, Map<Expr, Integer> index) {
        return switch (node) {
            case Input input -> new Instruction.Load(input.index());
            case Constant constant -> new Instruction.Const(constant.value());
            case Unary unary -> new Instruction.Apply1(unary.op(), index.get(unary.x()));
            case Binary binary ->
                    new Instruction.Apply2(binary.op(), index.get(binary.lhs()), index.get(binary.rhs()));
            case Select select ->
                    new Instruction.Choose(
                            index.get(select.condition()), index.get(select.then()), index.get(select.otherwise()));
        };
    }
}
