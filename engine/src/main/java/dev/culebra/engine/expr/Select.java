package dev.culebra.engine.expr;

/**
 * A choice between two values: {@code then} where {@code condition != 0} (so for NaN too), else {@code otherwise}.
 * Both are computed; the one not taken cannot affect the value, nor the derivative.
 *
 * <pre>{@code
 * Expr x = Expr.input(0);
 * Expr leaky = Expr.select(x.gt(0), x, x.mul(0.01)); // a Select
 * }</pre>
 */
public final class Select extends Node implements Expr {

    private final Expr condition;
    private final Expr then;
    private final Expr otherwise;

    private Select(Expr condition, Expr then, Expr otherwise) {
        super(
                mix(mix(mix(301, condition.hashCode()), then.hashCode()), otherwise.hashCode()),
                condition.inputs() | then.inputs() | otherwise.inputs(),
                registers(condition, then, otherwise));
        this.condition = condition;
        this.then = then;
        this.otherwise = otherwise;
    }

    /** Returns the node itself, without simplification. */
    static Select of(Expr condition, Expr then, Expr otherwise) {
        return InternTable.SHARED.intern(new Select(condition, then, otherwise));
    }

    /** Returns what decides. */
    public Expr condition() {
        return condition;
    }

    /** Returns the value where the condition is not 0. */
    public Expr then() {
        return then;
    }

    /** Returns the value where the condition is 0. */
    public Expr otherwise() {
        return otherwise;
    }

    @Override
    boolean sameAs(Node other) {
        return other instanceof Select that
                && condition == that.condition
                && then == that.then
                && otherwise == that.otherwise;
    }
}
