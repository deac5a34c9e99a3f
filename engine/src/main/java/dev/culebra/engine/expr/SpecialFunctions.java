package dev.culebra.engine.expr;

/** Functions in double that {@link Math} lacks or defines differently. */
final class SpecialFunctions {

    private SpecialFunctions() {}

    /** {@code 1 / (1 + e^-x)}; the exponential is taken of a negative number on both sides, so it cannot overflow. */
    static double sigmoid(double x) {
        double e = Math.exp(-Math.abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    /** {@code x^y} with the special values of C99 Annex F, where {@link Math#pow} gives NaN for {@code |x| = 1}. */
    static double pow(double x, double y) {
        if (x == 1 || (x == -1 && Double.isInfinite(y))) {
            return 1;
        }
        return Math.pow(x, y);
    }

    // Numerator and denominator coefficients, highest power first, of the rational minimax approximations in
    // W. J. Cody, "Rational Chebyshev Approximations for the Error Function", Math. Comp. 23 (1969), 631-637:
    // erf(x)/x in x² for |x| ≤ 0.46875, e^(x²) erfc(x) in x for 0.46875 ≤ x ≤ 4,
    // and (e^(x²) erfc(x) x - 1/√π) x² in 1/x² beyond.
    private static final double[] NEAR_P = {
        1.85777706184603153e-1,
        3.16112374387056560e0,
        1.13864154151050156e2,
        3.77485237685302021e2,
        3.20937758913846947e3
    };
    private static final double[] NEAR_Q = {
        1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3
    };
    private static final double[] MIDDLE_P = {
        2.15311535474403846e-8,
        5.64188496988670089e-1,
        8.88314979438837594e0,
        6.61191906371416295e1,
        2.98635138197400131e2,
        8.81952221241769090e2,
        1.71204761263407058e3,
        2.05107837782607147e3,
        1.23033935479799725e3
    };
    private static final double[] MIDDLE_Q = {
        1,
        1.57449261107098347e1,
        1.17693950891312499e2,
        5.37181101862009858e2,
        1.62138957456669019e3,
        3.29079923573345963e3,
        4.36261909014324716e3,
        3.43936767414372164e3,
        1.23033935480374942e3
    };
    private static final double[] FAR_P = {
        1.63153871373020978e-2,
        3.05326634961232344e-1,
        3.60344899949804439e-1,
        1.25781726111229246e-1,
        1.60837851487422766e-2,
        6.58749161529837803e-4
    };
    private static final double[] FAR_Q = {
        1,
        2.56852019228982242e0,
        1.87295284992346725e0,
        5.27905102951428412e-1,
        6.05183413124413191e-2,
        2.33520497626869185e-3
    };

    /** The error function, to a few units in the last place. */
    static double erf(double x) {
        double y = Math.abs(x);
        if (y <= 0.46875) {
            return x * horner(NEAR_P, y * y) / horner(NEAR_Q, y * y);
        }
        if (Double.isNaN(x) || y >= 6) {
            return Double.isNaN(x) ? x : Math.signum(x); // 1 - erf(6) < 2^-54
        }
        return Math.copySign(1 - scaledErfc(y) * Math.exp(-y * y), x);
    }

    /** {@code e^(y²) erfc(y)} for {@code y > 0.46875}. */
    private static double scaledErfc(double y) {
        if (y <= 4) {
            return horner(MIDDLE_P, y) / horner(MIDDLE_Q, y);
        }
        double r = 1 / (y * y);
        return (1 / Math.sqrt(Math.PI) - r * horner(FAR_P, r) / horner(FAR_Q, r)) / y;
    }

    private static double horner(double[] coefficients, double x) {
        double sum = 0;
        for (double coefficient : coefficients) {
            sum = sum * x + coefficient;
        }
        return sum;
    }
}
