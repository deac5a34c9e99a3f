package dev.culebra.engine;

import java.util.Arrays;
import java.util.Locale;

/**
 * How exactly matrix products of F32 are computed. Full precision unless said otherwise: for the process by
 * {@code -Dculebra.cuda.precision=tf32}, for what a thread does meanwhile by {@link #use()}. Only products by cuBLAS on a card
 * know less than full precision; the CPU, and Culebra's own kernel for hosts without cuBLAS, compute F32 whatever is chosen, and
 * products of F64 are never rounded.
 *
 * <pre>{@code
 * try (var _ = Precision.TF32.use()) {
 *     hidden = x.matmul(weight); // on a card by its tensor cores, several times as fast
 * }
 * }</pre>
 */
public enum Precision {
    /** Factors as they are, sums in F32: what the CPU computes, up to the order of the sum. */
    F32,
    /**
     * Factors rounded to 10 bits of fraction (relative error 2⁻¹¹ each) and the full range of F32; sums in F32. Cards since
     * compute capability 8.0.
     */
    TF32,
    /**
     * Factors rounded to bfloat16, with 7 bits of fraction (relative error 2⁻⁸ each) and the full range of F32; sums in F32.
     * Cards since compute capability 8.0.
     */
    BF16;

    /** System property that names the precision of the process: {@code f32}, {@code tf32} or {@code bf16}. */
    public static final String PROPERTY = "culebra.cuda.precision";

    private static final ThreadLocal<Precision> CHOSEN = ThreadLocal.withInitial(Precision::standard);

    /**
     * What products of the calling thread are computed in now.
     *
     * @throws IllegalArgumentException if the property names none
     */
    public static Precision current() {
        return CHOSEN.get();
    }

    /** From now until the result is closed, products of the calling thread are computed in this precision. */
    public Use use() {
        Use use = new Use(current());
        CHOSEN.set(this);
        return use;
    }

    private static Precision standard() {
        String name = System.getProperty(PROPERTY, F32.toString());
        return Arrays.stream(values()).filter(precision -> precision.toString().equals(name)).findAny().orElseThrow(
                () -> new IllegalArgumentException(PROPERTY + ": f32, tf32 or bf16, not " + name));
    }

    /** As the property names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The time in which a precision is used; ends on the thread it began on. */
    public static final class Use implements AutoCloseable {
        private final Precision before;

        private Use(Precision before) {
            this.before = before;
        }

        /** Goes back to the precision that was used before. */
        @Override
        public void close() {
            CHOSEN.set(before);
        }
    }
}
