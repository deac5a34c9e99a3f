package dev.culebra.engine.expr;

/**
 * A {@link BinaryOp} applied to two operands.
 *
 * <pre>{@code
 * Expr sum = Expr.input(0).add(Expr.input(1));
 * if (sum instanceof Binary binary) {
 *     binary.op(); // ADD
 * }
 * }</pre>
 */
public final class Binary extends Node implements Expr {

    private final BinaryOp op;
    private final Expr lhs;
    private final Expr rhs;

    private Binary(BinaryOp op, Expr lhs, Expr rhs) {
        super(
                mix(mix(op.ordinal() + 201, lhs.hashCode()), rhs.hashCode()),
                lhs.inputs() | rhs.inputs(),
                registers(lhs, rhs));
        this.op = op;
        this.lhs = lhs;
        this.rhs = rhs;
    }

    /** Returns the node itself, without simplification. */
    static Binary of(BinaryOp op, Expr lhs, Expr rhs) {
        return InternTable.SHARED.intern(new Binary(op, lhs, rhs));
    }

    /** Returns the operator. */
    public BinaryOp op() {
        return op;
    }

    /** Returns the left operand. */
    public Expr lhs() {
        return lhs;
    }

    /** Returns the right operand. */
    public Expr rhs() {
        return rhs;
    }

    @Override
    boolean sameAs(Node other) {
        return other instanceof Binary that && op == that.op && lhs == that.lhs && rhs == that.rhs;
    }
}
