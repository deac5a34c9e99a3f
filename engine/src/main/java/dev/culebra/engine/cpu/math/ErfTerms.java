package dev.culebra.engine.cpu.math;

/**
 * Constants of the error function in both precisions.
 *
 * <p>{@code erf(x) = x + x·P(x²)} for small |x|; from there on {@code 1 − erfc(x)}, with {@code erfc(x) = exp(L(x))} in single
 * and {@code erfc(x) = exp(−x²)·R((x − 2)/(x + 2))} in double precision. P, L and R are minimax polynomials, found by Remez
 * exchange on the definition of erf, weighted for the relative error of erf.
 */
public final class ErfTerms {
    public static final float SMALL = 0.875f;
    /** From here on erf is 1. */
    public static final float ONE = 4f;

    /** P, relative error 2^−32.2. */
    public static final float P0 = 0x1.06eba8p-3f;
    public static final float P1 = -0x1.812744p-2f;
    public static final float P2 = 0x1.ce2e84p-4f;
    public static final float P3 = -0x1.b819a8p-6f;
    public static final float P4 = 0x1.553abcp-8f;
    public static final float P5 = -0x1.ae7fa2p-11f;
    public static final float P6 = 0x1.6bdf82p-14f;

    /** L, relative error of erf 2^−29. */
    public static final float L0 = -0x1.182242p-13f;
    public static final float L1 = -0x1.20c06cp+0f;
    public static final float L2 = -0x1.46026ep-1f;
    public static final float L3 = -0x1.ab534ap-4f;
    public static final float L4 = 0x1.6f5524p-6f;
    public static final float L5 = -0x1.954ff4p-9f;
    public static final float L6 = 0x1.a584bcp-13f;

    public static final double DOUBLE_SMALL = 1;
    /** From here on erf is 1. */
    public static final double DOUBLE_ONE = 6;

    /** P, from the lowest coefficient, relative error 2^−56.9. */
    public static final double A0 = 0x1.06eba8214db68p-3;
    public static final double A1 = -0x1.812746b0379bdp-2;
    public static final double A2 = 0x1.ce2f21a040d16p-4;
    public static final double A3 = -0x1.b82ce311fa946p-6;
    public static final double A4 = 0x1.565bccf92b3e2p-8;
    public static final double A5 = -0x1.c02db03dd911dp-11;
    public static final double A6 = 0x1.f9a2baa92983bp-14;
    public static final double A7 = -0x1.f4ca4d719cffep-17;
    public static final double A8 = 0x1.b97fd3ef7e249p-20;
    public static final double A9 = -0x1.5c07276f3bac9p-23;
    public static final double A10 = 0x1.d71b125e88e2fp-27;
    public static final double A11 = -0x1.abae526c0541ap-31;

    /** R, from the lowest coefficient, relative error of erf 2^−62.8. */
    public static final double R0 = 0x1.058671b52c776p-2;
    public static final double R1 = -0x1.b57034efd3f71p-2;
    public static final double R2 = 0x1.eeea7dc8a777cp-3;
    public static final double R3 = -0x1.437f0b68c337ep-4;
    public static final double R4 = 0x1.e9471599b1ccbp-9;
    public static final double R5 = 0x1.ca95ed6e5224ep-8;
    public static final double R6 = -0x1.bc25a2cef020ap-11;
    public static final double R7 = -0x1.016b707e60a80p-10;
    public static final double R8 = 0x1.6d51b48bf88f5p-15;
    public static final double R9 = 0x1.6dae7d643af5fp-13;
    public static final double R10 = 0x1.d031dd2e380d4p-16;
    public static final double R11 = -0x1.ca59a80fbb39ep-16;
    public static final double R12 = -0x1.eac8c44217a3ep-17;
    public static final double R13 = -0x1.ba03fb1bb88f5p-20;

    private ErfTerms() {}
}
