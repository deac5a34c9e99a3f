package dev.culebra.engine.cpu.random;

import dev.culebra.engine.Distribution;

/**
 * From one 32-bit word of {@link Philox} to one F32 number. Element {@code e} of a stream takes word {@code e} of its seed.
 * Every step is an integer operation or one correctly rounded operation of IEEE 754 (+, −, ×, ÷, √, fma), in the order
 * written here, so that any device can produce the same bits.
 *
 * <ul>
 * <li>Uniform over {@code [low, high)}: {@code u = (word >>> 8) · 2^−24}; the result is {@code fma(2u, h, low)} with
 *     {@code h = high / 2 − low / 2}, computed in double and rounded, as are {@code low} and {@code high}; where rounding
 *     reaches {@code high}, the next number below it.
 * <li>Bernoulli: 1 if {@code word >>> 8} is less than {@code ⌈p · 2^24⌉}, which is the same as {@code u < p}.
 * <li>Normal: the word's highest bit is the sign, the other 31 bits {@code k} give the probability of the tail
 *     {@code t = fma(k, 2^−32, 2^−33)}; the result is {@code fma(±z, deviation, mean)}, where {@code z} is the
 *     {@linkplain NormalQuantile#upper(float) upper quantile} of {@code t}. The largest {@code |z|} is 6.3.
 * </ul>
 */
@FunctionalInterface
interface FloatDraws {
    float draw(int word);

    static FloatDraws of(Distribution distribution) {
        return switch (distribution) {
            case Distribution.Uniform(double low, double high) -> uniform(low, high);
            case Distribution.Normal(double mean, double deviation) -> normal((float) mean, (float) deviation);
            case Distribution.Bernoulli(double p) -> bernoulli((int) Math.ceil(p * 0x1p24));
        };
    }

    private static FloatDraws uniform(double low, double high) {
        float from = (float) low;
        float half = (float) (high / 2 - low / 2);
        float last = Math.max(from, Math.nextDown((float) high));
        return word -> Math.min(last, Math.fma((word >>> 8) * 0x1p-23f, half, from));
    }

    private static FloatDraws bernoulli(int threshold) {
        return word -> word >>> 8 < threshold ? 1 : 0;
    }

    private static FloatDraws normal(float mean, float deviation) {
        return word -> {
            float tail = Math.fma((float) (word & Integer.MAX_VALUE), 0x1p-32f, 0x1p-33f);
            float z = NormalQuantile.upper(tail);
            return Math.fma(word < 0 ? -z : z, deviation, mean);
        };
    }
}
