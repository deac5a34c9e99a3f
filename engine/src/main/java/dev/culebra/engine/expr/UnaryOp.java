package dev.culebra.engine.expr;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * The functions of one operand. Each constant is its own definition in double:
 *
 * <pre>{@code
 * UnaryOp.SQRT.applyAsDouble(9.0);      // 3.0
 * UnaryOp.SQRT.of(Expr.input(0));       // sqrt(x0)
 * }</pre>
 *
 * <p>Special values follow PyTorch. NaN gives NaN except for {@link #SIGN}.
 */
public enum UnaryOp implements DoubleUnaryOperator {
    /** {@code -x}; flips the sign of zeros too. */
    NEG(x -> -x),
    /** {@code |x|}. */
    ABS(Math::abs),
    /** 1 for {@code x > 0}, -1 for {@code x < 0}, else {@code +0}: for zeros of either sign, and for NaN. */
    SIGN(x -> x > 0 ? 1 : x < 0 ? -1 : 0),
    /** {@code 1 / x}, correctly rounded. */
    RECIPROCAL(x -> 1 / x),
    /** The square root, correctly rounded; NaN below 0. */
    SQRT(Math::sqrt),
    /** {@code 1 / sqrt(x)}; {@code ±0} gives {@code ±∞}. */
    RSQRT(x -> 1 / Math.sqrt(x)),
    /** {@code e^x}. */
    EXP(Math::exp),
    /** {@code e^x - 1} without cancellation. */
    EXPM1(Math::expm1),
    /** The natural logarithm; {@code -∞} at {@code ±0}, NaN below 0. */
    LOG(Math::log),
    /** {@code log(1 + x)} without cancellation; {@code -∞} at -1, NaN below. */
    LOG1P(Math::log1p),
    /** The sine, in radians; NaN at {@code ±∞}. */
    SIN(Math::sin),
    /** The cosine, in radians; NaN at {@code ±∞}. */
    COS(Math::cos),
    /** The hyperbolic tangent. */
    TANH(Math::tanh),
    /** {@code 1 / (1 + e^-x)}, without overflow on either side. */
    SIGMOID(SpecialFunctions::sigmoid),
    /** The error function {@code 2/√π ∫₀ˣ e^(-t²) dt}. */
    ERF(SpecialFunctions::erf),
    /** The largest whole number that is not larger than {@code x}; {@code -0} stays {@code -0}. */
    FLOOR(Math::floor);

    private final DoubleUnaryOperator definition;

    UnaryOp(DoubleUnaryOperator definition) {
        this.definition = definition;
    }

    /** Returns the expression that applies this function to {@code x}, simplified as {@link Expr} describes. */
    public Expr of(Expr x) {
        return Simplifier.unary(this, x);
    }

    /** Computes this function in double, to within a few units in the last place. */
    @Override
    public double applyAsDouble(double x) {
        return definition.applyAsDouble(x);
    }

    /** Returns the lower-case name, as printed in expressions. */
    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }
}
