package dev.culebra.engine.cpu.gemm;

import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.WarmUp;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Computes products by a kernel of plain Java until the JIT compiler has compiled the one of vectors, one form of product after the
 * other. Both give the same bits.
 */
final class FirstProducts {
    /** Multiply-adds after which the time spent is worth that of the compiler. */
    private static final long BUSY = 1 << 22;

    private static final int COLD = 0;
    private static final int WARMING = 1;
    private static final int WARM = 2;

    private final Gemm<?, ?> first;
    private final Gemm<?, ?> vectors;
    private final MicroKernel<?, ?> kernel;
    private final WarmUp warmUp;
    private final AtomicIntegerArray states = new AtomicIntegerArray(ProductForm.CODES);
    /** Not exact when several threads multiply, and need not be. */
    private long work;

    /**
     * @param first the kernel to begin with
     * @param kernel the one of vectors
     */
    FirstProducts(MicroKernel<?, ?> first, MicroKernel<?, ?> kernel, CpuThreads threads, WarmUp warmUp) {
        this.first = new Gemm<>(first, threads);
        this.vectors = new Gemm<>(kernel, threads);
        this.kernel = kernel;
        this.warmUp = warmUp;
    }

    /** What multiplies to begin with. */
    Gemm<?, ?> first() {
        return first;
    }

    /** Whether products like this one are to be left to the vectors. Begins to make them so, if nobody has. */
    boolean areOver(long m, long n, long k, Matrix lhs, Matrix rhs) {
        int code = ProductForm.code(kernel, m, n, k, lhs, rhs);
        int state = states.getPlain(code);
        if (state == COLD) {
            if (work < BUSY) {
                work += m * n * k;
            } else if (states.compareAndSet(code, COLD, WARMING)) {
                ProductForm form = ProductForm.of(kernel, m, n, k, lhs, rhs);
                warmUp.start(new ProductRehearsal(vectors, form, () -> states.set(code, WARM)));
            }
        }
        return state == WARM;
    }
}
