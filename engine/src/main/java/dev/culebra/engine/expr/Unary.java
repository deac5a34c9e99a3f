package dev.culebra.engine.expr;

/**
 * A {@link UnaryOp} applied to an operand.
 *
 * <pre>{@code
 * Expr exp = Expr.input(0).exp();
 * if (exp instanceof Unary unary) {
 *     unary.op(); // EXP
 * }
 * }</pre>
 */
public final class Unary extends Node implements Expr {

    private final UnaryOp op;
    private final Expr x;

    private Unary(UnaryOp op, Expr x) {
        super(mix(op.ordinal() + 101, x.hashCode()), x.inputs(), registers(x));
        this.op = op;
        this.x = x;
    }

    /** Returns the node itself, without simplification. */
    static Unary of(UnaryOp op, Expr x) {
        return InternTable.SHARED.intern(new Unary(op, x));
    }

    /** Returns the operator. */
    public UnaryOp op() {
        return op;
    }

    /** Returns the operand. */
    public Expr x() {
        return x;
    }

    @Override
    boolean sameAs(Node other) {
        return other instanceof Unary that && op == that.op && x == that.x;
    }
}
