package dev.culebra.engine.cpu.math;

/**
 * Constants of the single-precision sine and cosine.
 *
 * <p>{@code x = n·π/2 + r}, {@code |r| ≤ π/4}, reduced in double precision (Cody and Waite). {@code sin(r) = r + r³·S(r²)} and
 * {@code cos(r) = 1 − r²/2 + r⁴·C(r²)}; S and C are minimax polynomials, found by Remez exchange.
 */
public final class TrigTerms {
    /** From here on the float product with 2/π may miss the nearest n, and the double-precision function is called. */
    public static final float LARGE = 0x1p17f;

    public static final float TWO_OVER_PI = 0x1.45f306p-1f;
    /** Adding it rounds to an integer, and leaves that integer in the low bits. */
    public static final float ROUND = 0x1.8p23f;

    /** 31 leading bits of π/2: a product with any n is exact. */
    public static final double HALF_PI_HIGH = 0x1.921fb544p0;
    public static final double HALF_PI_LOW = 0x1.0b4611a626331p-34;

    /** S, relative error 2^−27.9. */
    public static final float S0 = -0x1.555544p-3f;
    public static final float S1 = 0x1.1106d4p-7f;
    public static final float S2 = -0x1.9920bap-13f;

    /** C, relative error 2^−32.9. */
    public static final float C0 = 0x1.55554ap-5f;
    public static final float C1 = -0x1.6c0bc4p-10f;
    public static final float C2 = 0x1.99cb8p-16f;

    private TrigTerms() {}
}
