package dev.culebra.engine.expr;

/** The part of {@link Expr} that builds comparisons; each is 1 where it holds and 0 where it does not. */
sealed interface Comparisons permits Expr {

    /** {@code this == rhs}; 0 if either is NaN. */
    default Expr eq(Expr rhs) {
        return BinaryOp.EQ.of((Expr) this, rhs);
    }

    /** {@code this == rhs}; 0 if either is NaN. */
    default Expr eq(double rhs) {
        return eq(Expr.constant(rhs));
    }

    /** {@code this != rhs}; 1 if either is NaN. */
    default Expr ne(Expr rhs) {
        return BinaryOp.NE.of((Expr) this, rhs);
    }

    /** {@code this != rhs}; 1 if either is NaN. */
    default Expr ne(double rhs) {
        return ne(Expr.constant(rhs));
    }

    /** {@code this < rhs}; 0 if either is NaN. */
    default Expr lt(Expr rhs) {
        return BinaryOp.LT.of((Expr) this, rhs);
    }

    /** {@code this < rhs}; 0 if either is NaN. */
    default Expr lt(double rhs) {
        return lt(Expr.constant(rhs));
    }

    /** {@code this <= rhs}; 0 if either is NaN. */
    default Expr le(Expr rhs) {
        return BinaryOp.LE.of((Expr) this, rhs);
    }

    /** {@code this <= rhs}; 0 if either is NaN. */
    default Expr le(double rhs) {
        return le(Expr.constant(rhs));
    }

    /** {@code this > rhs}; 0 if either is NaN. */
    default Expr gt(Expr rhs) {
        return BinaryOp.GT.of((Expr) this, rhs);
    }

    /** {@code this > rhs}; 0 if either is NaN. */
    default Expr gt(double rhs) {
        return gt(Expr.constant(rhs));
    }

    /** {@code this >= rhs}; 0 if either is NaN. */
    default Expr ge(Expr rhs) {
        return BinaryOp.GE.of((Expr) this, rhs);
    }

    /** {@code this >= rhs}; 0 if either is NaN. */
    default Expr ge(double rhs) {
        return ge(Expr.constant(rhs));
    }
}
