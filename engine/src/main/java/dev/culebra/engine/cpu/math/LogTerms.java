package dev.culebra.engine.cpu.math;

/**
 * Constants of the single-precision logarithms.
 *
 * <p>{@code log(x) = e·ln 2 + log(1 + f)} with {@code x = 2^e·(1 + f)} and {@code √½ ≤ 1 + f < √2}.
 * {@code log(1 + f) = f − f²/2 + f³·P(f)}; P is the minimax polynomial, found by Remez exchange, relative error 2^−27.3.
 */
public final class LogTerms {
    /** Bits of √½. */
    public static final int SQRT_HALF_BITS = 0x3f3504f3;
    public static final float SMALLEST_NORMAL = Float.MIN_NORMAL;
    /** Makes every denormal number normal. */
    public static final float DENORMAL_SCALE = 0x1p25f;
    public static final float DENORMAL_EXPONENT = 25;

    /** 16 leading bits of ln 2: a product with any exponent is exact. */
    public static final float LN2_HIGH = ExpTerms.LN2_HIGH;
    public static final float LN2_LOW = ExpTerms.LN2_LOW;

    /** The bits of 1.5·2²³: an integer added to them makes the float 1.5·2²³ plus that integer. */
    public static final int INTEGER_BITS = 0x4b400000;
    public static final float INTEGER_BASE = 0x1.8p23f;

    public static final float P0 = 0x1.555554p-2f;
    public static final float P1 = -0x1.000226p-2f;
    public static final float P2 = 0x1.99a008p-3f;
    public static final float P3 = -0x1.547244p-3f;
    public static final float P4 = 0x1.22da22p-3f;
    public static final float P5 = -0x1.0d8548p-3f;
    public static final float P6 = 0x1.055b52p-3f;
    public static final float P7 = -0x1.38b524p-4f;

    private LogTerms() {}
}
