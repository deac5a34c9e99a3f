package dev.culebra.engine.cpu.reduce;

import dev.culebra.engine.DType;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.math.ScalarMath;
import java.lang.foreign.MemorySegment;

/**
 * Softmax of rows of F32 in three passes, two where only the logarithm of the sum is wanted. Rows have more elements than
 * {@link ShortSoftmax} takes and as many as stay in the second-level cache. Positions are in elements.
 */
record DirectSoftmax(SoftmaxRows rows) {
    private static final int LONGEST = 1 << 16;

    /** Whether rows along this axis are of the kind that is served here. */
    boolean serves(View input, int axis) {
        long size = input.shape().size(axis);
        return input.dtype() == DType.F32 && size > ShortSoftmax.LONGEST && size >= rows.shortest() && size <= LONGEST
                && input.layout().stride(axis) == 1;
    }

    /** Whether they are, and the output is another memory of the same kind. */
    boolean serves(View input, int axis, View output) {
        return serves(input, axis) && output.layout().stride(axis) == 1 && input.storage() != output.storage();
    }

    /** Softmax of a row, times a factor. */
    void softmax(MemorySegment in, long at, int count, double factor, MemorySegment out, long outAt) {
        float sum = rows.exponentials(in, at, count, rows.max(in, at, count), out, outAt);
        rows.scale(out, outAt, count, (float) (factor / sum));
    }

    /** The logarithm of the softmax of a row. */
    void logSoftmax(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        float max = rows.max(in, at, count);
        rows.subtract(in, at, count, max, (float) logSum(rows.sum(in, at, count, max)), out, outAt);
    }

    /** The logarithm of the softmax of one element of a row. */
    double logSoftmax(MemorySegment in, long at, int count, float element) {
        float max = rows.max(in, at, count);
        return (double) element - max - logSum(rows.sum(in, at, count, max));
    }

    private static double logSum(float sum) {
        return ScalarMath.log((double) sum / SoftmaxRows.SCALE);
    }
}
