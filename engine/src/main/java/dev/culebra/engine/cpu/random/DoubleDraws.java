package dev.culebra.engine.cpu.random;

import dev.culebra.engine.Distribution;

/**
 * From two 32-bit words of {@link Philox} to one F64 number. Element {@code e} of a stream takes words {@code 2e} and
 * {@code 2e + 1} of its seed, as the low and the high half of {@code bits}. As for {@link FloatDraws}, every step is an
 * integer operation or one correctly rounded operation, in the order written here.
 *
 * <ul>
 * <li>Uniform over {@code [low, high)}: {@code u = (bits >>> 11) · 2^−53}; the result is {@code fma(2u, h, low)} with
 *     {@code h = high / 2 − low / 2}; where rounding reaches {@code high}, the next number below it.
 * <li>Bernoulli: 1 if {@code bits >>> 11} is less than {@code ⌈p · 2^53⌉}, which is the same as {@code u < p}.
 * <li>Normal: the highest bit is the sign, the 52 bits {@code k} below it give the probability of the tail
 *     {@code t = (2k + 1) · 2^−54}; the result is {@code fma(±z, deviation, mean)}, where {@code z} is the
 *     {@linkplain NormalQuantile#upper(double) upper quantile} of {@code t}. The largest {@code |z|} is 8.3.
 * </ul>
 */
@FunctionalInterface
interface DoubleDraws {
    double draw(long bits);

    static DoubleDraws of(Distribution distribution) {
        return switch (distribution) {
            case Distribution.Uniform(double low, double high) -> uniform(low, high);
            case Distribution.Normal(double mean, double deviation) -> normal(mean, deviation);
            case Distribution.Bernoulli(double p) -> bernoulli((long) Math.ceil(p * 0x1p53));
        };
    }

    private static DoubleDraws uniform(double low, double high) {
        double half = high / 2 - low / 2;
        double last = Math.max(low, Math.nextDown(high));
        return bits -> Math.min(last, Math.fma((bits >>> 11) * 0x1p-52, half, low));
    }

    private static DoubleDraws bernoulli(long threshold) {
        return bits -> bits >>> 11 < threshold ? 1 : 0;
    }

    private static DoubleDraws normal(double mean, double deviation) {
        return bits -> {
            double z = NormalQuantile.upper((bits << 1 >>> 11 | 1) * 0x1p-54);
            return Math.fma(bits < 0 ? -z : z, deviation, mean);
        };
    }
}
