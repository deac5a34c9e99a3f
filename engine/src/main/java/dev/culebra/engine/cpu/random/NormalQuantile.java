package dev.culebra.engine.cpu.random;

/**
 * The upper quantile of the standard normal distribution: {@code z ≥ 0} that is exceeded with probability {@code t}, for
 * {@code 0 < t ≤ 1/2}.
 *
 * <p>Rational approximations of M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution",
 * Applied Statistics 37 (1988): PPND7 in F32 and PPND16 in F64, in {@code 1/2 − t} near the middle and in
 * {@code √(−log t)} in the tail. Polynomials are evaluated by Horner's rule with fma, the highest power first. The logarithm
 * is part of the definition:
 * with {@code t = 2^e · m}, {@code √½ ≤ m < √2}, {@code s = (m − 1) / (m + 1)} and {@code z = s²}, it is
 * {@code fma(e, log 2, fma(s · z, P(z), 2s))}, where {@code P} is the series {@code 2/3 + 2/5 z + 2/7 z² + …} as far as the
 * precision needs it.
 */
final class NormalQuantile {
    private static final float[] A7 = {5.9109374720e+1f, 1.5929113202e+2f, 5.0434271938e+1f, 3.3871327179f};
    private static final float[] B7 = {6.7187563600e+1f, 7.8757757664e+1f, 1.7895169469e+1f, 1};
    private static final float[] C7 = {1.7023821103e-1f, 1.3067284816f, 2.7568153900f, 1.4234372777f};
    private static final float[] D7 = {1.2021132975e-1f, 7.3700164250e-1f, 1};

    private static final double[] A16 = {2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
        4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2,
        3.3871328727963666080};
    private static final double[] B16 = {5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4,
        2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1,
        1};
    private static final double[] C16 = {7.74545014278341407640e-4, 2.27238449892691845833e-2,
        2.41780725177450611770e-1, 1.27045825245236838258, 3.64784832476320460504, 5.76949722146069140550,
        4.63033784615654529590, 1.42343711074968357734};
    private static final double[] D16 = {1.05075007164441684324e-9, 5.47593808499534494600e-4,
        1.51986665636164571966e-2, 1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940,
        2.05319162663775882187, 1};
    private static final double[] E16 = {2.01033439929228813265e-7, 2.71155556874348757815e-5,
        1.24266094738807843860e-3, 2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580,
        5.46378491116411436990, 6.65790464350110377720};
    private static final double[] F16 = {2.04426310338993978564e-15, 1.42151175831644588870e-7,
        1.84631831751005468180e-5, 7.86869131145613259100e-4, 1.48753612908506148525e-2,
        1.36929880922735805310e-1, 5.99832206555887937690e-1, 1};

    private static final float[] P7 = {2f / 9, 2f / 7, 2f / 5, 2f / 3};
    private static final double[] P16 = {2d / 23, 2d / 21, 2d / 19, 2d / 17, 2d / 15, 2d / 13, 2d / 11, 2d / 9, 2d / 7,
        2d / 5, 2d / 3};

    private static final float MIDDLE = 0.425f;
    private static final int ROOT_HALF_BITS = 0x3F3504F3;
    private static final long ROOT_HALF_LONG_BITS = 0x3FE6A09E667F3BCDL;

    private NormalQuantile() {}

    /** The upper quantile for {@code t} from 2^−33 to 1/2. */
    static float upper(float t) {
        float q = 0.5f - t;
        if (q <= MIDDLE) {
            float r = Math.fma(-q, q, 0.180625f);
            return q * (polynomial(A7, r) / polynomial(B7, r));
        }
        // At most 4.8 here, so that the third region of the paper, beyond 5, is never reached.
        float r = (float) Math.sqrt(-log(t)) - 1.6f;
        return polynomial(C7, r) / polynomial(D7, r);
    }

    /** The upper quantile for {@code t} from 2^−54 to 1/2. */
    static double upper(double t) {
        double q = 0.5 - t;
        if (q <= 0.425) {
            double r = Math.fma(-q, q, 0.180625);
            return q * (polynomial(A16, r) / polynomial(B16, r));
        }
        double root = Math.sqrt(-log(t));
        if (root <= 5) {
            double r = root - 1.6;
            return polynomial(C16, r) / polynomial(D16, r);
        }
        double r = root - 5;
        return polynomial(E16, r) / polynomial(F16, r);
    }

    static float log(float t) {
        int e = Float.floatToRawIntBits(t) - ROOT_HALF_BITS >> 23;
        float m = Float.intBitsToFloat(Float.floatToRawIntBits(t) - (e << 23));
        float s = (m - 1) / (m + 1);
        float z = s * s;
        return Math.fma(e, 0.6931472f, Math.fma(s * z, polynomial(P7, z), s + s));
    }

    static double log(double t) {
        long e = Double.doubleToRawLongBits(t) - ROOT_HALF_LONG_BITS >> 52;
        double m = Double.longBitsToDouble(Double.doubleToRawLongBits(t) - (e << 52));
        double s = (m - 1) / (m + 1);
        double z = s * s;
        return Math.fma(e, 0.6931471805599453, Math.fma(s * z, polynomial(P16, z), s + s));
    }

    private static float polynomial(float[] coefficients, float x) {
        float value = coefficients[0];
        for (int i = 1; i < coefficients.length; i++) {
            value = Math.fma(value, x, coefficients[i]);
        }
        return value;
    }

    private static double polynomial(double[] coefficients, double x) {
        double value = coefficients[0];
        for (int i = 1; i < coefficients.length; i++) {
            value = Math.fma(value, x, coefficients[i]);
        }
        return value;
    }
}
