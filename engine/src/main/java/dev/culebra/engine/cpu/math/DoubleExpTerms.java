package dev.culebra.engine.cpu.math;

/**
 * Constants of the double-precision exponential family: the same method as {@link ExpTerms}, with longer polynomials.
 */
public final class DoubleExpTerms {
    public static final double LOG2_E = 0x1.71547652b82fep+0;
    /** 41 leading bits of ln 2: a product with any exponent is exact. */
    public static final double LN2_HIGH = 0x1.62e42fefa3000p-1;
    public static final double LN2_LOW = 0x1.3de6af278ece6p-42;

    /** Adding it rounds to an integer n, and leaves n + 2046 in the low bits: twice the bias of an exponent. */
    public static final double ROUND = 0x1.8p52 + 2046;
    /** The same with n + 1023, for results whose exponent is that of a normal number. */
    public static final double ROUND_NORMAL = 0x1.8p52 + 1023;

    /** Above this exp is infinite, below the other zero. */
    public static final double HIGHEST = 710;
    public static final double LOWEST = -746;

    /** Q for exp, relative error 2^−64. */
    public static final double Q0 = 0x1.0000000000000p-1;
    public static final double Q1 = 0x1.555555555555bp-3;
    public static final double Q2 = 0x1.5555555555503p-5;
    public static final double Q3 = 0x1.111111110ec3fp-7;
    public static final double Q4 = 0x1.6c16c16c305dep-10;
    public static final double Q5 = 0x1.a01a01b38a20bp-13;
    public static final double Q6 = 0x1.a01a01364dd89p-16;
    public static final double Q7 = 0x1.71ddf0026ba2dp-19;
    public static final double Q8 = 0x1.27e5b4936d4adp-22;
    public static final double Q9 = 0x1.af6c1ddd61610p-26;
    public static final double Q10 = 0x1.1e3d06f0ebdb4p-29;

    /** Q for expm1, error relative to expm1 itself 2^−68. */
    public static final double M0 = 0x1.0000000000000p-1;
    public static final double M1 = 0x1.5555555555555p-3;
    public static final double M2 = 0x1.5555555555559p-5;
    public static final double M3 = 0x1.1111111111118p-7;
    public static final double M4 = 0x1.6c16c16c14a58p-10;
    public static final double M5 = 0x1.a01a01a014600p-13;
    public static final double M6 = 0x1.a01a01aec9615p-16;
    public static final double M7 = 0x1.71de3a74cd538p-19;
    public static final double M8 = 0x1.27e4c9c2e0bf1p-22;
    public static final double M9 = 0x1.ae63b72770bc1p-26;
    public static final double M10 = 0x1.1f8f146c3192ap-29;
    public static final double M11 = 0x1.627d836ea41b8p-33;

    /** Below this expm1 is −1. */
    public static final double LOWEST_MINUS_ONE = -38;

    /** {@code tanh(x) = x + x³·T(x²)} below this, {@code 1 − 2 / (exp(2x) + 1)} from there on. */
    public static final double TANH_SMALL = 0.55;
    /** From here on tanh is 1. */
    public static final double TANH_ONE = 20;

    /** T, Remez on {@code x ≤ 0.55}, relative error 2^−60.6. */
    public static final double T0 = -0x1.555555555554fp-2;
    public static final double T1 = 0x1.111111111079fp-3;
    public static final double T2 = -0x1.ba1ba1b97d891p-5;
    public static final double T3 = 0x1.664f485970ae3p-6;
    public static final double T4 = -0x1.226e2f147c422p-7;
    public static final double T5 = 0x1.d6d29b971bfc9p-9;
    public static final double T6 = -0x1.7d8fd3b01f622p-10;
    public static final double T7 = 0x1.3483aea63b5dbp-11;
    public static final double T8 = -0x1.e96fc6c064122p-13;
    public static final double T9 = 0x1.5d745cb0b0098p-14;
    public static final double T10 = -0x1.471110c895f6dp-16;

    private DoubleExpTerms() {}
}
