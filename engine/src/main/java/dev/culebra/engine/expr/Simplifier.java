package dev.culebra.engine.expr;

import java.util.Objects;

/**
 * Builds nodes, rewriting where the result is the same for every operand, NaN, infinities and signed zeros included. A
 * rule that holds in exact arithmetic only has no place here.
 */
final class Simplifier {

    private Simplifier() {}

    static Expr unary(UnaryOp op, Expr x) {
        Objects.requireNonNull(x);
        if (x instanceof Constant constant) {
            return Constant.of(op.applyAsDouble(constant.value()));
        }
        return switch (op) {
            case NEG -> neg(x);
            case ABS -> x instanceof Unary inner && inner.op() == UnaryOp.NEG ? inner.x().abs() : idempotent(op, x);
            case SIGN, FLOOR -> idempotent(op, x);
            case RECIPROCAL, SQRT, RSQRT, EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, ERF -> Unary.of(op, x);
        };
    }

    static Expr binary(BinaryOp op, Expr lhs, Expr rhs) {
        Objects.requireNonNull(lhs);
        Objects.requireNonNull(rhs);
        if (lhs instanceof Constant x) {
            return rhs instanceof Constant y
                    ? Constant.of(op.applyAsDouble(x.value(), y.value()))
                    : constantLeft(op, x, rhs);
        }
        return rhs instanceof Constant y ? constantRight(op, lhs, y) : general(op, lhs, rhs);
    }

    static Expr select(Expr condition, Expr then, Expr otherwise) {
        if (then == otherwise) {
            return then;
        }
        if (condition instanceof Constant constant) {
            return constant.value() != 0 ? then : otherwise;
        }
        // Inside a branch the condition is known.
        var taken = then instanceof Select s && s.condition() == condition ? s.then() : then;
        var untaken = otherwise instanceof Select s && s.condition() == condition ? s.otherwise() : otherwise;
        return taken == untaken ? taken : Select.of(condition, taken, untaken);
    }

    private static Expr neg(Expr x) {
        if (x instanceof Unary inner && inner.op() == UnaryOp.NEG) {
            return inner.x();
        }
        if (x instanceof Binary product && product.op() == BinaryOp.MUL && product.rhs() instanceof Constant factor) {
            return product.lhs().mul(-factor.value());
        }
        return Unary.of(UnaryOp.NEG, x);
    }

    private static Expr idempotent(UnaryOp op, Expr x) {
        return x instanceof Unary inner && inner.op() == op ? x : Unary.of(op, x);
    }

    private static Expr constantLeft(BinaryOp op, Constant x, Expr rhs) {
        return switch (op) {
            case ADD, MUL, MAX, MIN, EQ, NE -> binary(op, rhs, x);
            case LT -> rhs.gt(x);
            case LE -> rhs.ge(x);
            case GT -> rhs.lt(x);
            case GE -> rhs.le(x);
            case SUB -> x.is(-0.0) ? rhs.neg() : general(op, x, rhs);
            case DIV -> x.is(1) ? rhs.reciprocal() : x.is(-1) ? rhs.reciprocal().neg() : general(op, x, rhs);
            case POW -> x.is(1) ? x : general(op, x, rhs);
        };
    }

    private static Expr constantRight(BinaryOp op, Expr lhs, Constant y) {
        return switch (op) {
            case ADD -> y.is(-0.0) ? lhs : general(op, lhs, y);
            case SUB -> y.is(0.0) ? lhs : general(op, lhs, y);
            case MUL -> times(lhs, y);
            case DIV -> hasExactReciprocal(y.value()) ? lhs.mul(1 / y.value()) : general(op, lhs, y);
            case POW -> power(lhs, y);
            case MAX -> y.is(Double.NEGATIVE_INFINITY) ? lhs : general(op, lhs, y);
            case MIN -> y.is(Double.POSITIVE_INFINITY) ? lhs : general(op, lhs, y);
            case EQ, NE, LT, LE, GT, GE -> general(op, lhs, y);
        };
    }

    private static Expr times(Expr lhs, Constant y) {
        if (y.is(1)) {
            return lhs;
        }
        if (y.is(-1)) {
            return lhs.neg();
        }
        return isNegation(lhs) ? negated(lhs).mul(-y.value()) : general(BinaryOp.MUL, lhs, y);
    }

    /** Exponents whose power is a correctly rounded operation of its own, with the same special values. */
    private static Expr power(Expr lhs, Constant y) {
        if (y.value() == 0) {
            return Constant.ONE;
        }
        if (y.is(1)) {
            return lhs;
        }
        if (y.is(2)) {
            return lhs.square();
        }
        return y.is(-1) ? lhs.reciprocal() : general(BinaryOp.POW, lhs, y);
    }

    private static Expr general(BinaryOp op, Expr lhs, Expr rhs) {
        return switch (op) {
            case ADD ->
                    isNegation(rhs) ? lhs.sub(negated(rhs))
                            : isNegation(lhs) ? rhs.sub(negated(lhs)) : node(op, lhs, rhs);
            case SUB -> isNegation(rhs) ? lhs.add(negated(rhs)) : node(op, lhs, rhs);
            case MUL, DIV ->
                    isNegation(lhs) && isNegation(rhs) ? binary(op, negated(lhs), negated(rhs)) : node(op, lhs, rhs);
            case MAX, MIN -> lhs == rhs ? lhs : node(op, lhs, rhs);
            case POW, EQ, NE, LT, LE, GT, GE -> node(op, lhs, rhs);
        };
    }

    private static Expr node(BinaryOp op, Expr lhs, Expr rhs) {
        return Binary.of(op, lhs, rhs);
    }

    private static boolean isNegation(Expr x) {
        return x instanceof Unary unary && unary.op() == UnaryOp.NEG;
    }

    private static Expr negated(Expr negation) {
        return negation.neg();
    }

    /**
     * Whether {@code x} and {@code 1 / x} are normal floats and powers of two, so that dividing is multiplying in
     * every precision.
     */
    private static boolean hasExactReciprocal(double x) {
        int exponent = Math.getExponent(x);
        return Math.abs(exponent) <= Float.MAX_EXPONENT - 1 && Math.abs(x) == Math.scalb(1.0, exponent);
    }
}
