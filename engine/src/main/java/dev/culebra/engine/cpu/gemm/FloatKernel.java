package dev.culebra.engine.cpu.gemm;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;

/**
 * What the micro-kernels for {@code float} have in common.
 *
 * @param <L> where left panels and tiles are
 * @param <R> where right panels are
 */
public abstract class FloatKernel<L, R> implements MicroKernel<L, R> {
    /** For subclasses. */
    protected FloatKernel() {}

    @Override
    public final int elementBytes() {
        return Float.BYTES;
    }

    @Override
    public final void multiplyDirect(int rows, int columns, int depth, Matrix lhs, Matrix rhs, Matrix out) {
        MemorySegment left = NativeSegments.cast(lhs.segment());
        MemorySegment right = NativeSegments.cast(rhs.segment());
        MemorySegment result = NativeSegments.cast(out.segment());
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                float sum = 0;
                for (int p = 0; p < depth; p++) {
                    sum += left.getAtIndex(JAVA_FLOAT, lhs.index(i, p)) * right.getAtIndex(JAVA_FLOAT, rhs.index(p, j));
                }
                result.setAtIndex(JAVA_FLOAT, out.index(i, j), sum);
            }
        }
    }
}
