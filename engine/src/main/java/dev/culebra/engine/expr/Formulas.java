package dev.culebra.engine.expr;

/**
 * The functions that tensors have methods for, as expressions: of input 0, or of inputs 0 and 1 in this order. Activation
 * functions are in {@link Activations}.
 *
 * <pre>{@code
 * Tensor sum = x.map(Formulas.ADD, y); // x.add(y)
 * }</pre>
 */
public final class Formulas {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);

    /** Sum. */
    public static final Expr ADD = X.add(Y);
    /** Difference. */
    public static final Expr SUB = X.sub(Y);
    /** Product. */
    public static final Expr MUL = X.mul(Y);
    /** Quotient. */
    public static final Expr DIV = X.div(Y);
    /** Power. */
    public static final Expr POW = X.pow(Y);
    /** The larger; NaN if one is. */
    public static final Expr MAX = X.max(Y);
    /** The smaller; NaN if one is. */
    public static final Expr MIN = X.min(Y);
    /** Whether equal. */
    public static final Expr EQ = X.eq(Y);
    /** Whether different. */
    public static final Expr NE = X.ne(Y);
    /** Whether less. */
    public static final Expr LT = X.lt(Y);
    /** Whether less or equal. */
    public static final Expr LE = X.le(Y);
    /** Whether greater. */
    public static final Expr GT = X.gt(Y);
    /** Whether greater or equal. */
    public static final Expr GE = X.ge(Y);
    /** Input 1 where input 0 is not 0, else input 2. */
    public static final Expr WHERE = Expr.select(X, Y, Expr.input(2));
    /** With the other sign. */
    public static final Expr NEG = X.neg();
    /** Absolute value. */
    public static final Expr ABS = X.abs();
    /** Sign. */
    public static final Expr SIGN = X.sign();
    /** Square. */
    public static final Expr SQUARE = X.square();
    /** Square root. */
    public static final Expr SQRT = X.sqrt();
    /** Reciprocal of the square root. */
    public static final Expr RSQRT = X.rsqrt();
    /** Reciprocal. */
    public static final Expr RECIPROCAL = X.reciprocal();
    /** e to the power of it. */
    public static final Expr EXP = X.exp();
    /** {@code e^x − 1}. */
    public static final Expr EXPM1 = X.expm1();
    /** Natural logarithm. */
    public static final Expr LOG = X.log();
    /** {@code log(1 + x)}. */
    public static final Expr LOG1P = X.log1p();
    /** Sine, of radians. */
    public static final Expr SIN = X.sin();
    /** Cosine, of radians. */
    public static final Expr COS = X.cos();
    /** Error function. */
    public static final Expr ERF = X.erf();
    /** Largest whole number that is not larger. */
    public static final Expr FLOOR = X.floor();

    private Formulas() {}
}
