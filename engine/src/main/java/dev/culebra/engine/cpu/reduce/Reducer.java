package dev.culebra.engine.cpu.reduce;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.engine.DType;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.Chunks;
import dev.culebra.engine.cpu.Block;
import dev.culebra.engine.cpu.CpuMemory;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.Nest;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;

/**
 * Reductions, as {@link dev.culebra.engine.backend.Backend#reduce} says.
 *
 * <p>Where the input is dense along a reduced axis, its rows are reduced one by one; where it is dense along an axis that is
 * kept, rows are added to rows, many columns at a time. Either way memory is read in the order in which it lies.
 *
 * <p>A sum of {@code n} elements is wrong by at most {@code γ(136 + 2 log₂ n) · Σ|x|}, {@code γ(k) = k·u / (1 − k·u)} with
 * {@code u} half the distance from 1 to the next number (Higham, <em>Accuracy and Stability of Numerical Algorithms</em>,
 * section 4.2). Its bits do not depend on the number of threads.
 */
public final class Reducer {
    /** Elements that are worth a task of their own. */
    static final long CHUNK_ELEMENTS = 1 << 15;

    /** Results that keep all threads busy, so that none of them has to be split. */
    static final int MANY = 16;

    /** Columns that one call takes, whatever the type. */
    private static final int SMALL_WIDTH = 512;
    /** Rows that are taken for one where they are shorter than {@link #NARROW}: so that they fill vectors, and one sum need not wait for another. */
    private static final int TOGETHER = 8;
    private static final int NARROW = 32;

    private final CpuThreads threads;
    private final CpuMemory memory;
    private final Function<DType, RowLoops> loops;

    /**
     * @param memory for partial results
     * @param loops the loops for each type
     */
    public Reducer(CpuThreads threads, CpuMemory memory, Function<DType, RowLoops> loops) {
        this.threads = threads;
        this.memory = memory;
        this.loops = loops;
    }

    /** Reduces {@code axes} of {@code input}. */
    public void reduce(Reduction reduction, View input, boolean[] axes, View output) {
        if (output.shape().elements() == 0) {
            return;
        }
        if (input.shape().elements() == 0) {
            clear(output);
            return;
        }
        RowLoops rows = loops.apply(input.dtype());
        if (isSmall(reduction, rows, input, axes, output)) {
            reduceSmall(reduction, rows, input, output);
            return;
        }
        boolean[] kept = new boolean[axes.length];
        for (int axis = 0; axis < axes.length; axis++) {
            kept[axis] = !axes[axis];
        }
        Nest outer = Nest.of(kept, input.layout(), output.layout());
        Nest inner = Nest.of(axes, input.layout());
        if (reduction.yieldsIndex()) {
            indices(reduction, rows, input, outer, inner, output);
        } else if (rows.hasColumns() && outer.rank() > 0 && outer.innerStride(0) == 1 && inner.innerStride(0) != 1) {
            new ColumnReduction(reduction, rows, input, outer, inner, output).run(threads, memory);
        } else {
            new RowReduction(reduction, rows, input, outer, inner, output).run(threads, memory);
        }
    }

    /** Whether this is one call of a loop: all elements of a row, or a few columns of a matrix, as the gradient of a bias is. */
    private static boolean isSmall(Reduction reduction, RowLoops rows, View input, boolean[] axes, View output) {
        if (reduction.yieldsIndex() || input.dtype() != output.dtype() || !input.dtype().isFloating()
                || !input.layout().isContiguous() || !output.layout().isContiguous()) {
            return false;
        }
        if (output.shape().elements() == 1) {
            return input.shape().elements() <= rows.longest();
        }
        return rows.hasColumns() && axes.length == 2 && axes[0] && !axes[1]
                && input.shape().size(0) <= RowLoops.MOST_ROWS && input.shape().size(1) <= SMALL_WIDTH;
    }

    private void reduceSmall(Reduction reduction, RowLoops rows, View input, View output) {
        MemorySegment in = HostStorage.segment(input);
        MemorySegment out = HostStorage.segment(output);
        long at = input.layout().offset();
        long outAt = output.layout().offset();
        if (output.shape().elements() == 1) {
            rows.reduce(reduction, in, at, 1, (int) input.shape().elements(), out, outAt);
            return;
        }
        int count = (int) input.shape().size(0);
        int width = (int) input.shape().size(1);
        if (width > NARROW || count % TOGETHER != 0) {
            rows.reduceColumns(reduction, in, at, width, count, width, out, outAt);
            return;
        }
        int wide = TOGETHER * width;
        Block partials = memory.take((long) wide * output.dtype().bytes());
        try {
            rows.reduceColumns(reduction, in, at, wide, count / TOGETHER, wide, partials.segment(), 0);
            rows.reduceColumns(reduction, partials.segment(), 0, width, TOGETHER, width, out, outAt);
        } finally {
            memory.giveBack(partials);
        }
    }

    private static void clear(View output) {
        MemorySegment out = HostStorage.segment(output);
        int bytes = output.dtype().bytes();
        Nest nest = Nest.of(output.layout());
        Nest.Cursor at = nest.cursor(0);
        for (long i = 0; i < nest.positions(0); i++, at.next()) {
            out.asSlice(at.position(0) * bytes, bytes).fill((byte) 0);
        }
    }

    private void indices(Reduction reduction, RowLoops rows, View input, Nest outer, Nest inner, View output) {
        MemorySegment in = HostStorage.segment(input);
        MemorySegment out = HostStorage.segment(output);
        Chunks chunks = Chunks.of(outer.positions(0), CHUNK_ELEMENTS / inner.innerSize());
        threads.forEach(chunks.count(), chunk -> {
            Nest.Cursor at = outer.cursor(0).seek(chunks.from(chunk));
            for (long row = chunks.from(chunk); row < chunks.to(chunk); row++, at.next()) {
                long index = rows.indexOf(reduction, in, at.position(0), inner.innerStride(0), inner.innerSize());
                out.setAtIndex(JAVA_LONG, at.position(1), index);
            }
        });
    }
}
