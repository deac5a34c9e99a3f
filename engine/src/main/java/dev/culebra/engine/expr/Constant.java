package dev.culebra.engine.expr;

/**
 * A number; made by {@link Expr#constant}.
 *
 * <pre>{@code
 * Expr two = Expr.constant(2);
 * two instanceof Constant constant && constant.value() == 2; // true
 * }</pre>
 */
public final class Constant extends Node implements Expr {

    static final Constant ZERO = of(0.0);
    static final Constant ONE = of(1.0);

    private final double value;

    private Constant(double value) {
        super(mix(401, Double.hashCode(value)), 0, 1);
        this.value = value;
    }

    static Constant of(double value) {
        return InternTable.SHARED.intern(new Constant(value));
    }

    /** Returns the number. */
    public double value() {
        return value;
    }

    /** Whether this is exactly {@code number}: -0.0 is not 0.0, NaN is NaN. */
    boolean is(double number) {
        return Double.doubleToLongBits(value) == Double.doubleToLongBits(number);
    }

    @Override
    boolean sameAs(Node other) {
        return other instanceof Constant that && is(that.value);
    }
}
