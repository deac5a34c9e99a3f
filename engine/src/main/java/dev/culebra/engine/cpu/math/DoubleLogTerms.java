package dev.culebra.engine.cpu.math;

/**
 * Constants of the double-precision logarithms.
 *
 * <p>{@code log(x) = e·ln 2 + log(1 + f)} with {@code x = 2^e·(1 + f)} and {@code √½ ≤ 1 + f < √2}; with
 * {@code s = f / (2 + f)}, {@code log(1 + f) = 2·artanh(s) = f − f²/2 + s·(f²/2 + s²·R(s²))}. R is the minimax polynomial of
 * {@code (2·artanh(s)/s − 2)/s²}, found by Remez exchange, error relative to the logarithm 2^−66.7.
 */
public final class DoubleLogTerms {
    /** High bits of √½, with zeros below: the boundary need not be exact. */
    public static final long SQRT_HALF_BITS = 0x3fe6a09e00000000L;
    public static final double SMALLEST_NORMAL = Double.MIN_NORMAL;
    /** Makes every denormal number normal. */
    public static final double DENORMAL_SCALE = 0x1p54;
    public static final double DENORMAL_EXPONENT = 54;

    public static final double LN2_HIGH = DoubleExpTerms.LN2_HIGH;
    public static final double LN2_LOW = DoubleExpTerms.LN2_LOW;

    /** The bits of 1.5·2⁵²: an integer added to them makes the double 1.5·2⁵² plus that integer. */
    public static final long INTEGER_BITS = 0x4338000000000000L;
    public static final double INTEGER_BASE = 0x1.8p52;

    public static final double R0 = 0x1.5555555555555p-1;
    public static final double R1 = 0x1.9999999999e01p-2;
    public static final double R2 = 0x1.249249242b0dep-2;
    public static final double R3 = 0x1.c71c725943d52p-3;
    public static final double R4 = 0x1.745cde1d1266fp-3;
    public static final double R5 = 0x1.3b20b024b994ap-3;
    public static final double R6 = 0x1.0f5c59f0fc5efp-3;
    public static final double R7 = 0x1.0f6742aff7657p-3;

    private DoubleLogTerms() {}
}
