package dev.culebra.engine.cpu.math;

/**
 * Constants of the single-precision power, computed in double precision.
 *
 * <p>{@code |x|^y = 2^(y·log2|x|)}; {@code log2(2^e·m) = e + s·L(s²)} with {@code s = (m − 1)/(m + 1)}, {@code √½ ≤ m < √2}; the
 * power of two is {@code 2^n·E(r)}, {@code |r| ≤ ½}. L and E are minimax polynomials, found by Remez exchange; the error before
 * rounding to float stays below 2^−34.
 */
public final class PowTerms {
    /** High bits of √½, with zeros below: the boundary need not be exact. */
    public static final long SQRT_HALF_BITS = 0x3fe6a09e00000000L;

    /** The bits of 1.5·2⁵²: an integer added to them makes the double 1.5·2⁵² plus that integer. */
    public static final long INTEGER_BITS = 0x4338000000000000L;
    public static final double INTEGER_BASE = 0x1.8p52;

    /** Adding it rounds to an integer n, and leaves n + 1023 in the low bits. */
    public static final double ROUND = 0x1.8p52 + 1023;
    /** Powers of two beyond ± this are infinite or zero as floats. */
    public static final double EXTREME = 1000;

    /** L, relative error 2^−45. */
    public static final double L0 = 0x1.71547652b8251p+1;
    public static final double L1 = 0x1.ec709dc53c28bp-1;
    public static final double L2 = 0x1.2776c29388c47p-1;
    public static final double L3 = 0x1.a61a2e8c93005p-2;
    public static final double L4 = 0x1.47956069a1ea1p-2;
    public static final double L5 = 0x1.21b05323d7f28p-2;

    /** E, relative error 2^−34.5. */
    public static final double E0 = 1;
    public static final double E1 = 0x1.62e42ff11c0e6p-1;
    public static final double E2 = 0x1.ebfbe0a6ceb6ap-3;
    public static final double E3 = 0x1.c6b08aa6c6579p-5;
    public static final double E4 = 0x1.3b29da8202f75p-7;
    public static final double E5 = 0x1.5d8a75785d521p-10;
    public static final double E6 = 0x1.446b888697a58p-13;
    public static final double E7 = 0x1.fe15dcff03c08p-17;

    private PowTerms() {}
}
