package dev.culebra.engine.reference;

import dev.culebra.engine.DType;
import dev.culebra.engine.Distribution;

/**
 * Element {@code number} of a seed's random numbers. An F32 element is made of one word w of {@link Philox4x32}, an F64
 * element of two, the first the low half. From the highest bits comes u in [0, 1): of 24 bits in F32, of 53 in F64.
 *
 * <ul>
 * <li>Uniform: fma(2u, high/2 − low/2, low), or the number before {@code high} where rounding reaches it.
 * <li>Bernoulli: 1 where u &lt; p.
 * <li>Normal: the highest bit is the sign; the others are the probability of the tail that begins at |z|.
 * </ul>
 */
final class Draws {
    private Draws() {}

    static double draw(Distribution distribution, DType dtype, long seed, long number) {
        return dtype == DType.F32
                ? single(distribution, Philox4x32.word(seed, number))
                : real(distribution, Philox4x32.word(seed, 2 * number + 1) << 32 | Philox4x32.word(seed, 2 * number));
    }

    private static double single(Distribution distribution, long word) {
        float u = (word >>> 8) * 0x1p-24f;
        return switch (distribution) {
            case Distribution.Uniform(double low, double high) ->
                    Math.min(Math.max((float) low, Math.nextDown((float) high)),
                            Math.fma(2 * u, (float) (high / 2 - low / 2), (float) low));
            case Distribution.Bernoulli(double p) -> u < p ? 1 : 0;
            case Distribution.Normal(double mean, double deviation) -> {
                float tail = Math.fma(word & 0x7FFFFFFFL, 0x1p-32f, 0x1p-33f);
                double z = NormalTail.quantile(tail);
                yield (float) mean + (float) deviation * (word >>> 31 == 1 ? -z : z);
            }
        };
    }

    private static double real(Distribution distribution, long bits) {
        double u = (bits >>> 11) * 0x1p-53;
        return switch (distribution) {
            case Distribution.Uniform(double low, double high) ->
                    Math.min(Math.max(low, Math.nextDown(high)), Math.fma(2
                            * u, high / 2 - low / 2, low));
            case Distribution.Bernoulli(double p) -> u < p ? 1 : 0;
            case Distribution.Normal(double mean, double deviation) -> {
                long k = bits << 1 >>> 12;
                double z = NormalTail.quantile((2 * k + 1) * 0x1p-54);
                yield mean + deviation * (bits < 0 ? -z : z);
            }
        };
    }
}
