package dev.culebra.engine.cpu.gemm;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Plain Java that gives the bits of a kernel of vectors, for processors with fused multiply-adds: the same sums, in the same order,
 * rounded as often. For products until the JIT compiler has compiled the vectors.
 */
public final class FusedFloatKernel extends ArrayFloatKernel {
    private final MicroKernel<?, ?> vectors;
    private final int lanes;

    /**
     * @param vectors the kernel whose bits are to be given; each sum of one of its packed products is a chain of fused multiply-adds,
     *     one of {@link #multiplyDots} the sum of as many of them as there are lanes, each half of which is added to the other,
     *     then each quarter, and so on; what does not fill lanes is added afterwards, unfused
     * @param lanes of its vectors, a power of two
     */
    public FusedFloatKernel(MicroKernel<?, ?> vectors, int lanes) {
        this.vectors = vectors;
        this.lanes = lanes;
    }

    @Override
    public int depth() {
        return vectors.depth();
    }

    @Override
    void addFour(int columns, float a0, float[] b0, float a1, float[] b1, float a2, float[] b2, float a3, float[] b3,
            float[] sums) {
        for (int j = 0; j < columns; j++) {
            sums[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], sums[j]))));
        }
    }

    @Override
    void addOne(int columns, float a, float[] b, float[] sums) {
        for (int j = 0; j < columns; j++) {
            sums[j] = Math.fma(a, b[j], sums[j]);
        }
    }

    @Override
    public boolean prefersDots(long m, long n, long k) {
        return vectors.prefersDots(m, n, k);
    }

    @Override
    public void multiplyDots(long rowStart, long rowEnd, long columnStart, long columnEnd, int depth, Matrix lhs,
            Matrix rhs, Matrix out, float[] scratch) {
        MemorySegment left = NativeSegments.cast(lhs.segment());
        MemorySegment right = NativeSegments.cast(rhs.segment());
        MemorySegment result = NativeSegments.cast(out.segment());
        for (long i = rowStart; i < rowEnd; i++) {
            for (long j = columnStart; j < columnEnd; j++) {
                float sum = dot(depth, left, lhs.index(i, 0), right, rhs.index(0, j), scratch);
                result.setAtIndex(JAVA_FLOAT, out.index(i, j), sum);
            }
        }
    }

    /** @param scratch gets a sum for each lane, then as much as there is room for of one operand, then of the other */
    private float dot(int depth, MemorySegment lhs, long lhsAt, MemorySegment rhs, long rhsAt, float[] scratch) {
        int room = (scratch.length / 2 - lanes) & -lanes;
        int second = lanes + room;
        Arrays.fill(scratch, 0, lanes, 0);
        int whole = 0;
        int count = 0;
        for (int from = 0; from < depth; from += room) {
            count = Math.min(room, depth - from);
            whole = count & -lanes;
            MemorySegment.copy(lhs, JAVA_FLOAT, (lhsAt + from) * Float.BYTES, scratch, lanes, count);
            MemorySegment.copy(rhs, JAVA_FLOAT, (rhsAt + from) * Float.BYTES, scratch, second, count);
            multiplyLanes(scratch, second, whole);
        }
        float sum = addLanes(scratch);
        for (int p = whole; p < count; p++) {
            sum += scratch[lanes + p] * scratch[second + p];
        }
        return sum;
    }

    private void multiplyLanes(float[] scratch, int second, int count) {
        for (int p = 0; p < count; p += lanes) {
            for (int lane = 0; lane < lanes; lane++) {
                scratch[lane] = Math.fma(scratch[lanes + p + lane], scratch[second + p + lane], scratch[lane]);
            }
        }
    }

    private float addLanes(float[] sums) {
        for (int half = lanes / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                sums[lane] += sums[lane + half];
            }
        }
        return sums[0];
    }
}
