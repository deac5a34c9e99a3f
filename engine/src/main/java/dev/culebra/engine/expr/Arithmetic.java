package dev.culebra.engine.expr;

/** The part of {@link Expr} that builds arithmetic. */
sealed interface Arithmetic permits Expr {

    /** {@code this + rhs}. */
    default Expr add(Expr rhs) {
        return BinaryOp.ADD.of((Expr) this, rhs);
    }

    /** {@code this + rhs}. */
    default Expr add(double rhs) {
        return add(Expr.constant(rhs));
    }

    /** {@code this - rhs}. */
    default Expr sub(Expr rhs) {
        return BinaryOp.SUB.of((Expr) this, rhs);
    }

    /** {@code this - rhs}. */
    default Expr sub(double rhs) {
        return sub(Expr.constant(rhs));
    }

    /** {@code this * rhs}. */
    default Expr mul(Expr rhs) {
        return BinaryOp.MUL.of((Expr) this, rhs);
    }

    /** {@code this * rhs}. */
    default Expr mul(double rhs) {
        return mul(Expr.constant(rhs));
    }

    /** {@code this / rhs}. */
    default Expr div(Expr rhs) {
        return BinaryOp.DIV.of((Expr) this, rhs);
    }

    /** {@code this / rhs}. */
    default Expr div(double rhs) {
        return div(Expr.constant(rhs));
    }

    /** {@code this} to the power {@code exponent}; see {@link BinaryOp#POW}. */
    default Expr pow(Expr exponent) {
        return BinaryOp.POW.of((Expr) this, exponent);
    }

    /** {@code this} to the power {@code exponent}; see {@link BinaryOp#POW}. */
    default Expr pow(double exponent) {
        return pow(Expr.constant(exponent));
    }

    /** The larger operand; NaN if either is. */
    default Expr max(Expr rhs) {
        return BinaryOp.MAX.of((Expr) this, rhs);
    }

    /** The larger operand; NaN if either is. */
    default Expr max(double rhs) {
        return max(Expr.constant(rhs));
    }

    /** The smaller operand; NaN if either is. */
    default Expr min(Expr rhs) {
        return BinaryOp.MIN.of((Expr) this, rhs);
    }

    /** The smaller operand; NaN if either is. */
    default Expr min(double rhs) {
        return min(Expr.constant(rhs));
    }

    /**
     * {@code this} limited to {@code [low, high]}; NaN stays NaN. The derivative is 1 on the closed interval and for
     * NaN, and 0 outside, unlike that of {@code max(low).min(high)}, which is a half at the bounds.
     *
     * @throws IllegalArgumentException unless {@code low <= high}
     */
    default Expr clamp(double low, double high) {
        if (!(low <= high)) {
            throw new IllegalArgumentException("clamp: bounds out of order: low " + low + ", high " + high);
        }
        var x = (Expr) this;
        return Expr.select(x.lt(low), low, Expr.select(x.gt(high), high, x));
    }

    /** {@code -this}. */
    default Expr neg() {
        return UnaryOp.NEG.of((Expr) this);
    }

    /** The absolute value. */
    default Expr abs() {
        return UnaryOp.ABS.of((Expr) this);
    }

    /** 1, -1 or 0; see {@link UnaryOp#SIGN}. */
    default Expr sign() {
        return UnaryOp.SIGN.of((Expr) this);
    }

    /** The largest whole number that is not larger. */
    default Expr floor() {
        return UnaryOp.FLOOR.of((Expr) this);
    }

    /** {@code this * this}. */
    default Expr square() {
        return mul((Expr) this);
    }

    /** {@code 1 / this}. */
    default Expr reciprocal() {
        return UnaryOp.RECIPROCAL.of((Expr) this);
    }
}
