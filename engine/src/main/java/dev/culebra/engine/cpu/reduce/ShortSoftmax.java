package dev.culebra.engine.cpu.reduce;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.DType;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.loop.Access;
import dev.culebra.engine.cpu.loop.Arithmetic;
import dev.culebra.engine.cpu.loop.LoopSpec;
import dev.culebra.engine.cpu.loop.Loops;
import dev.culebra.engine.cpu.loop.MapLoop;
import dev.culebra.engine.cpu.loop.Operand;
import dev.culebra.engine.expr.Expr;
import java.lang.foreign.Arena;
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
    private static final ThreadLocal<Strip> STRIPS = ThreadLocal.withInitial(() -> new Strip(new float[STRIP],
            new float[STRIP], new float[STRIP],
            new MemorySegment[] {Arena.ofAuto().allocate(STRIP * Float.BYTES, 64)}));

    private final MapLoop exponentials;
    private final MapLoop logarithms;

    /**
     * @param loops elementwise functions
     */
    ShortSoftmax(Loops loops) {
        Operand row = Operand.of(DType.F32, Access.CONTIGUOUS);
        this.exponentials = loops.loop(new LoopSpec(Expr.input(0).exp(), Arithmetic.F32, row, row));
        this.logarithms = loops.loop(new LoopSpec(Expr.input(0).log(), Arithmetic.F32, row, row));
    }

    /**
     * Some rows, one after the other, in arrays that their thread keeps.
     *
     * @param shifted the elements less the largest of their row
     * @param exponentials of these
     * @param sums of each row's exponentials
     * @param scratch memory for elementwise functions
     */
    record Strip(float[] shifted, float[] exponentials, float[] sums, MemorySegment[] scratch) {}

    /** What is done with a strip. */
    @FunctionalInterface
    interface Use {
        /** Rows {@code first} to {@code first + count}, exclusive. */
        void accept(long first, int count, Strip strip);
    }

    /** Rows of one memory, {@code stride} elements apart. */
    record Rows(MemorySegment segment, long at, long stride) {
        /** The rows of a matrix whose columns lie side by side. */
        static Rows of(View matrix) {
            return new Rows(HostStorage.segment(matrix), matrix.layout().offset(), matrix.layout().stride(0));
        }

        private void load(long first, int count, int length, float[] to) {
            if (stride == length) {
                MemorySegment.copy(segment, JAVA_FLOAT, (at + first * stride) * Float.BYTES, to, 0, count * length);
                return;
            }
            for (int row = 0; row < count; row++) {
                MemorySegment.copy(segment, JAVA_FLOAT, (at + (first + row) * stride) * Float.BYTES, to, row * length,
                        length);
            }
        }

        void store(float[] from, long first, int count, int length) {
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
        forEachStrip(in, 0, count, length, (first, rows, strip) -> {
            if (log) {
                takeLogarithms(strip, rows);
                subtract(strip.shifted, rows, length, strip.sums);
                out.store(strip.shifted, first, rows, length);
            } else {
                divide(strip.exponentials, rows, length, strip.sums);
                out.store(strip.exponentials, first, rows, length);
            }
        });
    }

    /** Takes exponentials of rows {@code from} to {@code to}, exclusive, and hands them on strip by strip. */
    void forEachStrip(Rows in, long from, long to, int length, Use use) {
        Strip strip = STRIPS.get();
        int most = STRIP / length;
        for (long first = from; first < to; first += most) {
            int rows = (int) Math.min(most, to - first);
            in.load(first, rows, length, strip.shifted);
            subtractMax(strip.shifted, rows, length);
            apply(exponentials, strip.shifted, strip.exponentials, rows * length, strip.scratch);
            sum(strip.exponentials, rows, length, strip.sums);
            use.accept(first, rows, strip);
        }
    }

    /** Replaces the sums of some rows by their logarithms. */
    void takeLogarithms(Strip strip, int rows) {
        apply(logarithms, strip.sums, strip.sums, rows, strip.scratch);
    }

    private static void apply(MapLoop function, float[] x, float[] y, int count, MemorySegment[] scratch) {
        MemorySegment.copy(x, 0, scratch[0], JAVA_FLOAT, 0, count);
        function.run(scratch, START, START, scratch[0], 0, 0, count);
        MemorySegment.copy(scratch[0], JAVA_FLOAT, 0, y, 0, count);
    }

    private static void subtractMax(float[] x, int rows, int length) {
        for (int row = 0; row < rows; row++) {
            int end = (row + 1) * length;
            float even = x[end - length];
            float odd = x[end - 1];
            for (int i = end - length + 1; i < end - 1; i += 2) { // a maximum waits for the one before: so two at a time
                even = Math.max(even, x[i]);
                odd = Math.max(odd, x[i + 1]);
            }
            float max = Math.max(even, odd);
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
