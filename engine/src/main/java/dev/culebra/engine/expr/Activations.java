package dev.culebra.engine.expr;

/**
 * Activation functions of input 0. Values and derivatives, also at kinks and for NaN, are those of PyTorch's functions
 * of the same name.
 *
 * <pre>{@code
 * Evaluator.evaluate(Activations.RELU, -2.0);                 // 0.0
 * Activations.RELU.derivative(0);                             // select(x0 <= 0, 0, 1)
 * Activations.RELU.apply(Expr.input(0).add(Expr.input(1)));   // relu(x0 + x1)
 * }</pre>
 */
public final class Activations {

    private static final Expr X = Expr.input(0);

    /** {@code x}. */
    public static final Expr IDENTITY = X;

    /** {@code 0} for {@code x ≤ 0}, else {@code x}; NaN stays NaN; derivative 0 at 0. */
    public static final Expr RELU = Expr.select(X.le(0), 0, X);

    /** {@code x} limited to {@code [0, 6]}; derivative 0 at both bounds. */
    public static final Expr RELU6 = hardtanh(0, 6);

    /** {@code x} limited to {@code [-1, 1]}; derivative 0 at both bounds. */
    public static final Expr HARDTANH = hardtanh(-1, 1);

    /** {@code 1 / (1 + e^-x)}. */
    public static final Expr SIGMOID = X.sigmoid();

    /** The hyperbolic tangent. */
    public static final Expr TANH = X.tanh();

    /** {@code log(1 + e^x)}, computed as {@code max(x, 0) + log1p(e^-|x|)}, which does not overflow. */
    public static final Expr SOFTPLUS = X.max(0).add(X.abs().neg().exp().log1p());

    /** {@code log(sigmoid(x)) = -softplus(-x)}. */
    public static final Expr LOG_SIGMOID = X.min(0).sub(X.abs().neg().exp().log1p());

    /** {@code x / (1 + |x|)}. */
    public static final Expr SOFTSIGN = X.div(X.abs().add(1));

    /** {@code x sigmoid(x)}, also called swish. */
    public static final Expr SILU = X.mul(X.sigmoid());

    /** {@code x tanh(softplus(x))}. */
    public static final Expr MISH = X.mul(SOFTPLUS.tanh());

    /**
     * {@code x Φ(x)} with {@code Φ} the normal distribution function, {@code Φ(x) = (1 + erf(x / √2)) / 2}; Hendrycks
     * and Gimpel, "Gaussian Error Linear Units", 2016.
     */
    public static final Expr GELU = X.mul(X.mul(Math.sqrt(0.5)).erf().mul(0.5).add(0.5));

    /** The tanh form of {@link #GELU}: {@code x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2}; the same source. */
    public static final Expr GELU_TANH = geluTanh();

    /**
     * The self-normalising {@link #elu}: {@code 1.0507 x} above 0; Klambauer et al., "Self-Normalizing Neural
     * Networks", 2017.
     */
    public static final Expr SELU = elu(1.6732632423543772848170429916717).mul(1.0507009873554804934193349852946);

    /** {@code x / 6 + 1/2} limited to {@code [0, 1]}; derivative 0 at both bounds. */
    public static final Expr HARDSIGMOID = Expr.select(X.le(-3), 0, Expr.select(X.ge(3), 1, X.div(6).add(0.5)));

    /** {@code x hardsigmoid(x)}. */
    public static final Expr HARDSWISH = Expr.select(X.le(-3), 0, Expr.select(X.ge(3), X, X.mul(X.div(6).add(0.5))));

    private Activations() {}

    private static Expr geluTanh() {
        double scale = Math.sqrt(2 / Math.PI);
        var angle = X.mul(X.square().mul(0.044715 * scale).add(scale));
        return X.mul(angle.tanh().mul(0.5).add(0.5));
    }

    /**
     * {@code log(1 + e^(beta x)) / beta}, which is nearly {@code x} for large {@code x}, and exactly {@code x} where
     * {@code beta x} is above a threshold.
     *
     * @throws IllegalArgumentException unless {@code beta > 0}
     */
    public static Expr softplus(double beta, double threshold) {
        if (!(beta > 0)) {
            throw new IllegalArgumentException("softplus: beta must be positive, got " + beta);
        }
        return Expr.select(X.mul(beta).gt(threshold), X, SOFTPLUS.apply(X.mul(beta)).div(beta));
    }

    /** {@code x} above 0, else {@code slope * x}; derivative {@code slope} at 0. */
    public static Expr leakyRelu(double slope) {
        return Expr.select(X.gt(0), X, X.mul(slope));
    }

    /** {@code x} above 0, else {@code alpha (e^x - 1)}; derivative {@code alpha} at 0. */
    public static Expr elu(double alpha) {
        return Expr.select(X.le(0), X.expm1().mul(alpha), X);
    }

    /** {@code x} above 0, else {@code alpha (e^(x / alpha) - 1)}, whose derivative is continuous. */
    public static Expr celu(double alpha) {
        return Expr.select(X.le(0), X.div(alpha).expm1().mul(alpha), X);
    }

    /**
     * {@code x} limited to {@code [low, high]}; derivative 0 at both bounds, where {@link Expr#clamp} has 1.
     *
     * @throws IllegalArgumentException unless {@code low <= high}
     */
    public static Expr hardtanh(double low, double high) {
        if (!(low <= high)) {
            throw new IllegalArgumentException("hardtanh: bounds out of order: low " + low + ", high " + high);
        }
        return Expr.select(X.le(low), low, Expr.select(X.ge(high), high, X));
    }
}
