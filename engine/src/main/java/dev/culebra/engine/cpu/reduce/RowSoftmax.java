package dev.culebra.engine.cpu.reduce;

import dev.culebra.engine.DType;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.Block;
import dev.culebra.engine.cpu.Chunks;
import dev.culebra.engine.cpu.CpuKernels;
import dev.culebra.engine.cpu.CpuMemory;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.Nest;
import dev.culebra.engine.cpu.loop.Loops;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Softmax along an axis on which the elements lie side by side, as the scores of classes do, row by row: a row stays in cache
 * from the first pass to the last.
 */
public final class RowSoftmax {
    private static final long CHUNK_ELEMENTS = 1 << 13;

    private final CpuThreads threads;
    private final CpuMemory memory;
    private final CpuKernels kernels;
    private final Loops loops;
    private final Optional<DirectSoftmax> direct;
    private volatile @Nullable ShortSoftmax brief;

    /**
     * @param memory for a row's largest element and sum
     * @param kernels reductions
     * @param loops elementwise functions
     */
    public RowSoftmax(CpuThreads threads, CpuMemory memory, CpuKernels kernels, Loops loops) {
        this.threads = threads;
        this.memory = memory;
        this.kernels = kernels;
        this.loops = loops;
        this.direct = kernels.softmaxRows().map(DirectSoftmax::new);
    }

    /** Whether rows along this axis are of the kind that is served here. */
    public boolean serves(View input, int axis, View output) {
        long size = input.shape().size(axis);
        return direct(input, axis, output).isPresent()
                || size > 1 && size <= RowLoops.LONGEST && input.layout().stride(axis) == 1 && output.layout().stride(
                        axis) == 1;
    }

    /** The faster way, if it serves these rows and nothing of their size is written. */
    Optional<DirectSoftmax> direct(View input, int axis) {
        return direct.filter(softmax -> softmax.serves(input, axis));
    }

    /** The faster way, if it serves these rows. */
    Optional<DirectSoftmax> direct(View input, int axis, View output) {
        return direct.filter(softmax -> softmax.serves(input, axis, output));
    }

    /** Softmax of every row, as {@link dev.culebra.engine.backend.Backend#softmax} says. */
    public void softmax(View input, int axis, View output) {
        run(false, input, axis, output);
    }

    /** Logarithm of the softmax of every row, as {@link dev.culebra.engine.backend.Backend#logSoftmax} says. */
    public void logSoftmax(View input, int axis, View output) {
        run(true, input, axis, output);
    }

    private void run(boolean log, View input, int axis, View output) {
        int length = (int) input.shape().size(axis);
        boolean[] others = new boolean[input.shape().rank()];
        Arrays.fill(others, true);
        others[axis] = false;
        Nest nest = Nest.of(others, output.layout(), input.layout());
        Chunks chunks = chunks(nest.positions(0), length);
        Optional<DirectSoftmax> faster = direct(input, axis, output);
        if (faster.isPresent()) {
            threads.forEach(chunks.count(), chunk -> directRows(faster.get(), log, input, output, length, nest,
                    chunks.from(chunk), chunks.to(chunk)));
        } else if (input.dtype() == DType.F32 && length <= ShortSoftmax.LONGEST) {
            ShortSoftmax rows = brief();
            threads.forEach(chunks.count(),
                    chunk -> shortRows(rows, log, input, output, length, nest, chunks.from(chunk),
                            chunks.to(chunk)));
        } else {
            threads.forEach(chunks.count(),
                    chunk -> longRows(log, input, output, length, nest, chunks.from(chunk), chunks
                            .to(chunk)));
        }
    }

    private static Chunks chunks(long rows, int length) {
        return Chunks.of(rows, CHUNK_ELEMENTS / length);
    }

    /** For rows of a few elements. Made when it is first asked for, and it does not matter by whom. */
    ShortSoftmax brief() {
        ShortSoftmax known = brief;
        if (known == null) {
            known = new ShortSoftmax(loops);
            brief = known;
        }
        return known;
    }

    /** Some rows, from one to another, exclusive. */
    @FunctionalInterface
    interface Range {
        void accept(long from, long to);
    }

    /** Calls something for all rows, some at a time, on as many threads as there are. */
    void forEachChunk(long rows, int length, Range range) {
        Chunks chunks = chunks(rows, length);
        threads.forEach(chunks.count(), chunk -> range.accept(chunks.from(chunk), chunks.to(chunk)));
    }

    /** Calls something for every row, on as many threads as there are. */
    void forEachRow(long rows, int length, LongConsumer row) {
        forEachChunk(rows, length, (from, to) -> {
            for (long i = from; i < to; i++) {
                row.accept(i);
            }
        });
    }

    private static void directRows(DirectSoftmax softmax, boolean log, View input, View output, int length, Nest nest,
            long from, long to) {
        MemorySegment in = HostStorage.segment(input);
        MemorySegment out = HostStorage.segment(output);
        Nest.Cursor at = nest.cursor(0).seek(from);
        for (long row = from; row < to; row++, at.next()) {
            if (log) {
                softmax.logSoftmax(in, at.position(1), length, out, at.position(0));
            } else {
                softmax.softmax(in, at.position(1), length, 1, out, at.position(0));
            }
        }
    }

    /** Rows {@code from} to {@code to}, exclusive, in runs along the innermost loop. */
    private static void shortRows(ShortSoftmax softmax, boolean log, View input, View output, int length, Nest nest,
            long from, long to) {
        long inner = nest.innerSize();
        for (long row = from, count; row < to; row += count) {
            long first = row % inner;
            count = Math.min(to - row, inner - first);
            var in = new ShortSoftmax.Rows(HostStorage.segment(input), nest.position(1, 1, row / inner) + first * nest
                    .innerStride(1), nest.innerStride(1));
            var out = new ShortSoftmax.Rows(HostStorage.segment(output), nest.position(0, 1, row / inner) + first * nest
                    .innerStride(0), nest.innerStride(0));
            softmax.run(log, in, out, (int) count, length);
        }
    }

    private void longRows(boolean log, View input, View output, int length, Nest nest, long from, long to) {
        MemorySegment in = HostStorage.segment(input);
        MemorySegment out = HostStorage.segment(output);
        Block sums = memory.take(SoftmaxPasses.SUMS * Double.BYTES);
        try {
            var passes = new SoftmaxPasses(input.dtype(), kernels.rows(input.dtype()), loops, sums.segment());
            Nest.Cursor at = nest.cursor(0).seek(from);
            for (long row = from; row < to; row++, at.next()) {
                if (log) {
                    passes.logSoftmax(in, at.position(1), length, out, at.position(0));
                } else {
                    passes.softmax(in, at.position(1), length, out, at.position(0));
                }
            }
        } finally {
            memory.giveBack(sums);
        }
    }
}
