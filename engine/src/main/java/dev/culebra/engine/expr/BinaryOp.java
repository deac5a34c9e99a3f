package dev.culebra.engine.expr;

import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/**
 * The functions of two operands. Each constant is its own definition in double:
 *
 * <pre>{@code
 * BinaryOp.MAX.applyAsDouble(2.0, 3.0);                  // 3.0
 * BinaryOp.MAX.of(Expr.input(0), Expr.constant(0.0));    // max(x0, 0)
 * }</pre>
 *
 * <p>Comparisons give 1 where they hold and 0 where they do not; with NaN only {@link #NE} holds.
 */
public enum BinaryOp implements DoubleBinaryOperator {
    /** {@code lhs + rhs}. */
    ADD("+", (x, y) -> x + y),
    /** {@code lhs - rhs}. */
    SUB("-", (x, y) -> x - y),
    /** {@code lhs * rhs}. */
    MUL("*", (x, y) -> x * y),
    /** {@code lhs / rhs}. */
    DIV("/", (x, y) -> x / y),
    /**
     * {@code lhs} to the power {@code rhs} as in C99 (Annex F.9.4.4): {@code pow(x, ±0)} and {@code pow(1, y)} are 1
     * even where the other operand is NaN, {@code pow(-1, ±∞)} is 1, and a negative base with a fractional exponent
     * gives NaN.
     */
    POW("", SpecialFunctions::pow),
    /** The larger; NaN if either operand is NaN; {@code +0} is larger than {@code -0}. */
    MAX("", Math::max),
    /** The smaller; NaN if either operand is NaN; {@code -0} is smaller than {@code +0}. */
    MIN("", Math::min),
    /** {@code lhs == rhs}. */
    EQ("==", (x, y) -> x == y ? 1 : 0),
    /** {@code lhs != rhs}. */
    NE("!=", (x, y) -> x != y ? 1 : 0),
    /** {@code lhs < rhs}. */
    LT("<", (x, y) -> x < y ? 1 : 0),
    /** {@code lhs <= rhs}. */
    LE("<=", (x, y) -> x <= y ? 1 : 0),
    /** {@code lhs > rhs}. */
    GT(">", (x, y) -> x > y ? 1 : 0),
    /** {@code lhs >= rhs}. */
    GE(">=", (x, y) -> x >= y ? 1 : 0);

    private final String infix;
    private final DoubleBinaryOperator definition;

    BinaryOp(String infix, DoubleBinaryOperator definition) {
        this.infix = infix;
        this.definition = definition;
    }

    /** Returns the expression that applies this function, simplified as {@link Expr} describes. */
    public Expr of(Expr lhs, Expr rhs) {
        return Simplifier.binary(this, lhs, rhs);
    }

    /** Computes this function in double. */
    @Override
    public double applyAsDouble(double lhs, double rhs) {
        return definition.applyAsDouble(lhs, rhs);
    }

    /** Whether this is one of the six comparisons, whose value is 0 or 1. */
    public boolean isComparison() {
        return switch (this) {
            case EQ, NE, LT, LE, GT, GE -> true;
            case ADD, SUB, MUL, DIV, POW, MAX, MIN -> false;
        };
    }

    /** Whether this is written between its operands ({@code x + y}) rather than before them ({@code max(x, y)}). */
    boolean isInfix() {
        return !infix.isEmpty();
    }

    /** Returns the sign or lower-case name, as printed in expressions. */
    public String symbol() {
        return isInfix() ? infix : name().toLowerCase(Locale.ROOT);
    }
}
