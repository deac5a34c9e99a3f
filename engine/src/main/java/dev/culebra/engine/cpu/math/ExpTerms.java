package dev.culebra.engine.cpu.math;

/**
 * Constants of the single-precision exponential family.
 *
 * <p>{@code exp(x) = 2^n · exp(r)} with {@code n = round(x / ln 2)} and {@code |r| ≤ ln 2 / 2} (Cody and Waite, Software Manual
 * for the Elementary Functions, 1980). {@code exp(r) = 1 + r + r²·Q(r)}; Q is the minimax polynomial of
 * {@code (exp(r) − 1 − r) / r²}, found by Remez exchange on {@code |r| ≤ ln 2 / 2}.
 */
public final class ExpTerms {
    public static final float LOG2_E = 0x1.715476p0f;
    /** 16 leading bits of ln 2: a product with any integer below 2⁸ is exact. */
    public static final float LN2_HIGH = 0x1.62e4p-1f;
    public static final float LN2_LOW = 0x1.7f7d1cp-20f;

    /** Adding it rounds to an integer n, and leaves n + 254 in the low bits: twice the bias of an exponent. */
    public static final float ROUND = 0x1.8p23f + 254;
    /** The same with n + 127, for results whose exponent is that of a normal number. */
    public static final float ROUND_NORMAL = 0x1.8p23f + 127;
    /** The same with n + 127 + 64, for arguments below 0: no power is denormal, so that one factor does beside {@link #LOWER}. */
    public static final float ROUND_RAISED = ROUND_NORMAL + 64;
    /** 2^−64. */
    public static final float LOWER = 0x1p-64f;

    /** Above this exp is infinite, below the other zero; between them n fits both factors of the scaling. */
    public static final float HIGHEST = 89f;
    public static final float LOWEST = -104f;

    /** Q for exp, relative error 2^−28.3. */
    public static final float Q0 = 0x1.fffffcp-2f;
    public static final float Q1 = 0x1.55549p-3f;
    public static final float Q2 = 0x1.5558f4p-5f;
    public static final float Q3 = 0x1.123a6cp-7f;
    public static final float Q4 = 0x1.6a2346p-10f;

    /** Q for expm1, error relative to expm1 itself 2^−31.8. */
    public static final float M0 = 0x1p-1f;
    public static final float M1 = 0x1.555556p-3f;
    public static final float M2 = 0x1.55549ep-5f;
    public static final float M3 = 0x1.11101cp-7f;
    public static final float M4 = 0x1.6d83f6p-10f;
    public static final float M5 = 0x1.a2a40ap-13f;

    /** Below this expm1 is −1. */
    public static final float LOWEST_MINUS_ONE = -18f;

    /** {@code tanh(x) = x + x³·T(x²)} below this, {@code 1 − 2 / (exp(2x) + 1)} from there on. */
    public static final float TANH_SMALL = 0.55f;
    /** From here on tanh is 1. */
    public static final float TANH_ONE = 10f;

    /** T, Remez on {@code x ≤ 0.55}, relative error 2^−29.8. */
    public static final float T0 = -0x1.55554ap-2f;
    public static final float T1 = 0x1.110d26p-3f;
    public static final float T2 = -0x1.b9287ap-5f;
    public static final float T3 = 0x1.593d04p-6f;
    public static final float T4 = -0x1.9b3034p-8f;

    private ExpTerms() {}
}
