package dev.culebra.engine.expr;

/**
 * Computes expressions in double, one element at a time: the reference that every backend is held to.
 *
 * <pre>{@code
 * Evaluator.evaluate(Expr.input(0).add(Expr.input(1)), 2.0, 3.0);   // 5.0
 * }</pre>
 */
public final class Evaluator {

    private Evaluator() {}

    /**
     * Returns the value of {@code expr} where input {@code i} is {@code inputs[i]}.
     *
     * @throws IllegalArgumentException if there are fewer inputs than {@link Expr#arity()}
     */
    public static double evaluate(Expr expr, double... inputs) {
        return evaluate(expr.program(), inputs);
    }

    /**
     * Returns the value of {@code program} where input {@code i} is {@code inputs[i]}.
     *
     * @throws IllegalArgumentException if there are fewer inputs than {@link Program#inputs()}
     */
    public static double evaluate(Program program, double... inputs) {
        if (inputs.length < program.inputs()) {
            throw new IllegalArgumentException(
                    "evaluate: %s takes %d inputs, got %d".formatted(program, program.inputs(), inputs.length));
        }
        var code = program.instructions();
        double[] values = new double[code.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (code.get(i)) {
                case Instruction.Load(int input) -> inputs[input];
                case Instruction.Const(double value) -> value;
                case Instruction.Apply1(UnaryOp op, int x) -> op.applyAsDouble(values[x]);
                case Instruction.Apply2(BinaryOp op, int x, int y) -> op.applyAsDouble(values[x], values[y]);
                case Instruction.Choose(int condition, int x, int y) -> values[condition] != 0 ? values[x] : values[y];
            };
        }
        return values[values.length - 1];
    }
}
