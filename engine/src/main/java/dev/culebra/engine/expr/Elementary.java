package dev.culebra.engine.expr;

/** The part of {@link Expr} that builds roots, exponentials and other elementary functions. */
sealed interface Elementary permits Expr {

    /** The square root. */
    default Expr sqrt() {
        return UnaryOp.SQRT.of((Expr) this);
    }

    /** {@code 1 / sqrt(this)}. */
    default Expr rsqrt() {
        return UnaryOp.RSQRT.of((Expr) this);
    }

    /** {@code e} to the power {@code this}. */
    default Expr exp() {
        return UnaryOp.EXP.of((Expr) this);
    }

    /** {@code exp(this) - 1}, accurate near 0. */
    default Expr expm1() {
        return UnaryOp.EXPM1.of((Expr) this);
    }

    /** The natural logarithm. */
    default Expr log() {
        return UnaryOp.LOG.of((Expr) this);
    }

    /** {@code log(1 + this)}, accurate near 0. */
    default Expr log1p() {
        return UnaryOp.LOG1P.of((Expr) this);
    }

    /** The sine of an angle in radians. */
    default Expr sin() {
        return UnaryOp.SIN.of((Expr) this);
    }

    /** The cosine of an angle in radians. */
    default Expr cos() {
        return UnaryOp.COS.of((Expr) this);
    }

    /** The hyperbolic tangent. */
    default Expr tanh() {
        return UnaryOp.TANH.of((Expr) this);
    }

    /** {@code 1 / (1 + exp(-this))}. */
    default Expr sigmoid() {
        return UnaryOp.SIGMOID.of((Expr) this);
    }

    /** The error function. */
    default Expr erf() {
        return UnaryOp.ERF.of((Expr) this);
    }
}
