package dev.culebra.engine.cpu.reduce;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.DType;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.cpu.loop.Access;
import dev.culebra.engine.cpu.loop.Arithmetic;
import dev.culebra.engine.cpu.loop.LoopSpec;
import dev.culebra.engine.cpu.loop.Loops;
import dev.culebra.engine.cpu.loop.MapLoop;
import dev.culebra.engine.cpu.loop.Operand;
import dev.culebra.engine.cpu.math.ScalarMath;
import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;

/**
 * Softmax of one row in four passes: largest element, exponentials, their sum, result. The elementwise ones are compiled loops;
 * written out here, they would grow with what is around them beyond what the JIT compiler inlines, and a vector that
 * crosses a call becomes an object.
 *
 * <p>For one thread. Positions are in elements.
 */
final class SoftmaxPasses {
    static final int SUMS = 2;

    private static final Expr EXP_OF_DIFFERENCE = Expr.input(0).sub(Expr.input(1)).exp();
    private static final Expr QUOTIENT = Expr.input(0).div(Expr.input(1));
    private static final Expr DIFFERENCES = Expr.input(0).sub(Expr.input(1)).sub(Expr.input(2));

    private final DType dtype;
    private final int bytes;
    private final MemorySegment sums;
    private final RowLoops rows;
    private final MemorySegment[] inputs = new MemorySegment[3];
    private final long[] offsets = new long[3];
    private final long[] strides;
    private final MapLoop exponentials;
    private final MapLoop quotient;
    private final MapLoop differences;

    /**
     * @param sums memory for {@value #SUMS} elements: the largest element, and the sum or its logarithm
     */
    SoftmaxPasses(DType dtype, RowLoops rows, Loops loops, MemorySegment sums) {
        this.dtype = dtype;
        this.bytes = dtype.bytes();
        this.sums = sums;
        this.rows = rows;
        this.strides = new long[] {bytes, 0, 0};
        inputs[1] = sums;
        inputs[2] = sums;
        Operand row = Operand.of(dtype, Access.CONTIGUOUS);
        Operand number = Operand.of(dtype, Access.SCALAR);
        Arithmetic arithmetic = dtype == DType.F32 ? Arithmetic.F32 : Arithmetic.F64;
        this.exponentials = loops.loop(new LoopSpec(EXP_OF_DIFFERENCE, arithmetic, row, row, number));
        this.quotient = loops.loop(new LoopSpec(QUOTIENT, arithmetic, row, row, number));
        this.differences = loops.loop(new LoopSpec(DIFFERENCES, arithmetic, row, row, number, number));
    }

    void softmax(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        sum(in, at, count, out, outAt);
        run(quotient, out, outAt, bytes, count, out, outAt);
    }

    void logSoftmax(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        sum(in, at, count, out, outAt);
        if (dtype == DType.F32) {
            sums.setAtIndex(JAVA_FLOAT, 1, ScalarMath.log(sums.getAtIndex(JAVA_FLOAT, 1)));
        } else {
            sums.setAtIndex(JAVA_DOUBLE, 1, ScalarMath.log(sums.getAtIndex(JAVA_DOUBLE, 1)));
        }
        offsets[2] = bytes;
        run(differences, in, at, 0, count, out, outAt);
    }

    /** Leaves the exponentials in {@code out}. */
    private void sum(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        rows.reduce(Reduction.MAX, in, at, 1, count, sums, 0);
        run(exponentials, in, at, 0, count, out, outAt);
        rows.reduce(Reduction.SUM, out, outAt, 1, count, sums, 1);
    }

    /** Runs a loop over a row and the number that stands {@code number} bytes into {@code sums}. */
    private void run(MapLoop loop, MemorySegment in, long at, long number, int count, MemorySegment out, long outAt) {
        inputs[0] = in;
        offsets[0] = at * bytes;
        offsets[1] = number;
        loop.run(inputs, offsets, strides, out, outAt * bytes, bytes, count);
    }
}
