package dev.culebra.engine;

import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Expr;

/** The expressions behind the named elementwise operations. */
final class Formulas {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);

    static final Expr ADD = X.add(Y);
    static final Expr SUB = X.sub(Y);
    static final Expr MUL = X.mul(Y);
    static final Expr DIV = X.div(Y);
    static final Expr POW = X.pow(Y);
    static final Expr MAX = X.max(Y);
    static final Expr MIN = X.min(Y);
    static final Expr EQ = X.eq(Y);
    static final Expr NE = X.ne(Y);
    static final Expr LT = X.lt(Y);
    static final Expr LE = X.le(Y);
    static final Expr GT = X.gt(Y);
    static final Expr GE = X.ge(Y);
    static final Expr WHERE = Expr.select(X, Y, Expr.input(2));
    static final Expr NEG = X.neg();
    static final Expr ABS = X.abs();
    static final Expr SQUARE = X.mul(X);
    static final Expr SQRT = X.sqrt();
    static final Expr EXP = X.exp();
    static final Expr LOG = X.log();
    static final Expr TANH = X.tanh();
    static final Expr SIGMOID = X.sigmoid();
    static final Expr RELU = Activations.RELU;

    private Formulas() {}
}
