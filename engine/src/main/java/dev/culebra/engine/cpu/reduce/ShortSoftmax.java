package dev.culebra.engine.cpu.reduce;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.DType;
import dev.culebra.engine.cpu.Block;
import dev.culebra.engine.cpu.CpuMemory;
import dev.culebra.engine.cpu.loop.Access;
import dev.culebra.engine.cpu.loop.Arithmetic;
import dev.culebra.engine.cpu.loop.LoopSpec;
import dev.culebra.engine.cpu.loop.Loops;
import dev.culebra.engine.cpu.loop.MapLoop;
import dev.culebra.engine.cpu.loop.Operand;
import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;

/**
 * Softmax of F32 rows of a few elements, many rows at a time: the functions that take long, exponential and logarithm, are
 * taken of all rows by a compiled loop, so that vectors are filled from several rows; what is left for each row is plain
 * Java over arrays.
 *
 * <p>Positions are in elements.
 */
final class ShortSoftmax {
    /** The most elements that a row may have. */
    static final int LONGEST = 32;

    private static final int STRIP = 1024;
    private static final long[] START = {0};
    private static final ThreadLocal<float[][]> ARRAYS = ThreadLocal.withInitial(() -> new float[3][STRIP]);

    private final CpuMemory memory;
    private final MapLoop exponentials;
    private final MapLoop logarithms;

    /**
     * @param memory for a strip of rows
     * @param loops elementwise functions
     */
    ShortSoftmax(CpuMemory memory, Loops loops) {
        this.memory = memory;
        Operand row = Operand.of(DType.F32, Access.CONTIGUOUS);
        this.exponentials = loops.loop(new LoopSpec(Expr.input(0).exp(), Arithmetic.F32, row, row));
        this.logarithms = loops.loop(new LoopSpec(Expr.input(0).log(), Arithmetic.F32, row, row));
    }

    /** Rows of one memory, {@code stride} elements apart. */
    record Rows(MemorySegment segment, long at, long stride) {
        private void load(int first, int count, int length, float[] to) {
            if (stride == length) {
                MemorySegment.copy(segment, JAVA_FLOAT, (at + first * stride) * Float.BYTES, to, 0, count * length);
                return;
            }
            for (int row = 0; row < count; row++) {
                MemorySegment.copy(segment, JAVA_FLOAT, (at + (first + row) * stride) * Float.BYTES, to, row * length,
                        length);
            }
        }

        private void store(float[] from, int first, int count, int length) {
            if (stride == length) {
                MemorySegment.copy(from, 0, segment, JAVA_FLOAT, (at + first * stride) * Float.BYTES, count * length);
                return;
            }
            for (int row = 0; row < count; row++) {
                MemorySegment.copy(from, row * length, segment, JAVA_FLOAT, (at + (first + row) * stride)
                        * Float.BYTES, length);
            }
        }
    }

    /** Softmax of {@code count} rows, or its logarithm. */
    void run(boolean log, Rows in, Rows out, int count, int length) {
        float[][] arrays = ARRAYS.get();
        float[] x = arrays[0];
        float[] e = arrays[1];
        float[] sums = arrays[2];
        Block block = memory.take(STRIP * Float.BYTES);
        MemorySegment[] scratch = {block.segment()};
        try {
            int most = STRIP / length;
            for (int first = 0; first < count; first += most) {
                int rows = Math.min(most, count - first);
                in.load(first, rows, length, x);
                subtractMax(x, rows, length);
                apply(exponentials, x, e, rows * length, scratch);
                sum(e, rows, length, sums);
                if (log) {
                    apply(logarithms, sums, sums, rows, scratch);
                    subtract(x, rows, length, sums);
                    out.store(x, first, rows, length);
                } else {
                    divide(e, rows, length, sums);
                    out.store(e, first, rows, length);
                }
            }
        } finally {
            memory.giveBack(block);
        }
    }

    private static void apply(MapLoop function, float[] x, float[] y, int count, MemorySegment[] scratch) {
        MemorySegment.copy(x, 0, scratch[0], JAVA_FLOAT, 0, count);
        function.run(scratch, START, START, scratch[0], 0, 0, count);
        MemorySegment.copy(scratch[0], JAVA_FLOAT, 0, y, 0, count);
    }

    private static void subtractMax(float[] x, int rows, int length) {
        for (int row = 0; row < rows; row++) {
            int end = (row + 1) * length;
            float max = x[end - length];
            for (int i = end - length + 1; i < end; i++) {
                max = Math.max(max, x[i]);
            }
            for (int i = end - length; i < end; i++) {
                x[i] -= max;
            }
        }
    }

    private static void sum(float[] e, int rows, int length, float[] sums) {
        for (int row = 0; row < rows; row++) {
            float sum = 0;
            for (int i = row * length; i < (row + 1) * length; i++) {
                sum += e[i];
            }
            sums[row] = sum;
        }
    }

    private static void divide(float[] e, int rows, int length, float[] sums) {
        for (int row = 0; row < rows; row++) {
            for (int i = row * length; i < (row + 1) * length; i++) {
                e[i] /= sums[row];
            }
        }
    }

    private static void subtract(float[] x, int rows, int length, float[] logarithms) {
        for (int row = 0; row < rows; row++) {
            for (int i = row * length; i < (row + 1) * length; i++) {
                x[i] -= logarithms[row];
            }
        }
    }
}
