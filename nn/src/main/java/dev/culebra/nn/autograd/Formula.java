package dev.culebra.nn.autograd;

import dev.culebra.engine.expr.Expr;

/** The expressions behind the named elementwise operations. */
final class Formula {
    static final Expr ADD = Expr.input(0).add(Expr.input(1));
    static final Expr SUB = Expr.input(0).sub(Expr.input(1));
    static final Expr MUL = Expr.input(0).mul(Expr.input(1));
    static final Expr DIV = Expr.input(0).div(Expr.input(1));
    static final Expr SQUARE = Expr.input(0).square();

    private Formula() {}
}
