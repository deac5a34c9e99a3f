package dev.culebra.engine.expr;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Differentiates an expression with respect to one input by forward accumulation: every node that depends on the input
 * gets a <em>tangent</em>, its derivative times the seed, from the tangents of its operands. A node without a tangent
 * has derivative 0.
 *
 * <p>A kernel computes one result, so each input's gradient is an expression of its own and visits the nodes between
 * that input and the root once, forward or backward alike. Forward has one advantage: the tangent of a {@link Select}
 * is a select of tangents, hence an infinity or NaN in the branch not taken never meets a multiplication by 0.
 */
final class Derivative {

    private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

    private static final Expr HALF = Expr.constant(0.5);

    private final Map<Expr, Expr> tangents = new IdentityHashMap<>();

    private Derivative(int input, Expr seed) {
        tangents.put(Expr.input(input), seed);
    }

    static Expr of(Expr root, int input, Expr seed) {
        if (!root.uses(input)) {
            return Constant.ZERO;
        }
        var derivative = new Derivative(input, seed);
        for (var node : Graph.postorder(root)) {
            if (node.uses(input)) {
                derivative.visit(node);
            }
        }
        return derivative.tangents.getOrDefault(root, Constant.ZERO);
    }

    private void visit(Expr node) {
        switch (node) {
            case Input _ -> {}
            case Constant _ -> {}
            case Unary unary -> {
                if (varies(unary.x())) {
                    put(unary, unary(unary, tangent(unary.x())));
                }
            }
            case Binary binary -> {
                if (varies(binary.lhs()) || varies(binary.rhs())) {
                    put(binary, binary(binary));
                }
            }
            case Select select -> {
                if (varies(select.then()) || varies(select.otherwise())) {
                    put(
                            select,
                            Expr.select(select.condition(), tangent(select.then()), tangent(select.otherwise())));
                }
            }
        }
    }

    /** Returns the tangent of {@code y = f(x)} where {@code dx} is that of its operand. */
    private static Expr unary(Unary y, Expr dx) {
        var x = y.x();
        return switch (y.op()) {
            case NEG -> dx.neg();
            case ABS -> times(dx, x.sign());
            case SIGN, FLOOR -> Constant.ZERO;
            case RECIPROCAL -> times(dx, y.square()).neg();
            case SQRT -> dx.div(y.mul(2));
            case RSQRT -> times(dx, y.mul(y.square()).mul(-0.5));
            case EXP -> times(dx, y);
            case EXPM1 -> times(dx, y.add(1));
            case LOG -> dx.div(x);
            case LOG1P -> dx.div(x.add(1));
            case SIN -> times(dx, x.cos());
            case COS -> times(dx, x.sin()).neg();
            case TANH -> times(dx, Constant.ONE.sub(y.square()));
            case SIGMOID -> times(dx, y.mul(Constant.ONE.sub(y)));
            case ERF -> times(dx, x.square().neg().exp().mul(TWO_OVER_SQRT_PI));
        };
    }

    private Expr binary(Binary z) {
        var x = z.lhs();
        var y = z.rhs();
        if (z.op() == BinaryOp.MUL && x == y) {
            return times(tangent(x), x.mul(2));
        }
        var left = varies(x) ? lhs(z, tangent(x)) : Constant.ZERO;
        var right = varies(y) ? rhs(z, tangent(y)) : Constant.ZERO;
        return left == Constant.ZERO ? right : right == Constant.ZERO ? left : left.add(right);
    }

    /** Returns the part of the tangent of {@code z = x ∘ y} that comes from {@code x}. */
    private static Expr lhs(Binary z, Expr dx) {
        var x = z.lhs();
        var y = z.rhs();
        return switch (z.op()) {
            case ADD, SUB -> dx;
            case MUL -> times(dx, y);
            case DIV -> dx.div(y);
            case POW -> Expr.select(y.eq(0), 0, times(dx, y.mul(x.pow(y.sub(1)))));
            case MAX -> Expr.select(x.eq(y), times(dx, HALF), Expr.select(x.lt(y), 0, dx));
            case MIN -> Expr.select(x.eq(y), times(dx, HALF), Expr.select(x.gt(y), 0, dx));
            case EQ, NE, LT, LE, GT, GE -> Constant.ZERO;
        };
    }

    /** Returns the part of the tangent of {@code z = x ∘ y} that comes from {@code y}. */
    private static Expr rhs(Binary z, Expr dy) {
        var x = z.lhs();
        var y = z.rhs();
        return switch (z.op()) {
            case ADD -> dy;
            case SUB -> dy.neg();
            case MUL -> times(dy, x);
            case DIV -> times(dy, z.div(y)).neg();
            case POW -> {
                var slope = z.mul(x.log());
                yield times(dy, Expr.select(x.eq(0), Expr.select(y.ge(0), 0, slope), slope));
            }
            case MAX -> Expr.select(x.eq(y), times(dy, HALF), Expr.select(x.gt(y), 0, dy));
            case MIN -> Expr.select(x.eq(y), times(dy, HALF), Expr.select(x.lt(y), 0, dy));
            case EQ, NE, LT, LE, GT, GE -> Constant.ZERO;
        };
    }

    /** Returns the product, with two constant factors made one: {@code (y * 2) * 0.5} is {@code y}. */
    private static Expr times(Expr dx, Expr slope) {
        if (slope instanceof Constant c && dx instanceof Binary product && isScaled(product)) {
            return product.lhs().mul(product.rhs().mul(c));
        }
        if (dx instanceof Constant c && slope instanceof Binary product && isScaled(product)) {
            return product.lhs().mul(product.rhs().mul(c));
        }
        return dx.mul(slope);
    }

    private static boolean isScaled(Binary product) {
        return product.op() == BinaryOp.MUL && product.rhs() instanceof Constant;
    }

    private boolean varies(Expr node) {
        return tangents.containsKey(node);
    }

    private Expr tangent(Expr node) {
        return tangents.getOrDefault(node, Constant.ZERO);
    }

    private void put(Expr node, Expr tangent) {
        if (tangent != Constant.ZERO) {
            tangents.put(node, tangent);
        }
    }
}
