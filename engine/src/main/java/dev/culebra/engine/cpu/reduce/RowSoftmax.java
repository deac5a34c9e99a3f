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
import java.util.function.Function;

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

    /**
     * @param memory for a row's largest element and sum
     * @param kernels reductions, and softmax of short rows
     * @param loops elementwise functions
     */
    public RowSoftmax(CpuThreads threads, CpuMemory memory, CpuKernels kernels, Loops loops) {
        this.threads = threads;
        this.memory = memory;
        this.kernels = kernels;
        this.loops = loops;
    }

    /** Whether rows along this axis are of the kind that is served here. */
    public boolean serves(View input, int axis, View output) {
        long size = input.shape().size(axis);
        return size > 1 && size <= RowLoops.LONGEST && input.layout().stride(axis) == 1 && output.layout().stride(
                axis) == 1;
    }

    /** Softmax of every row, as {@link dev.culebra.engine.backend.Backend#softmax} says. */
    public void softmax(View input, int axis, View output) {
        int count = (int) input.shape().size(axis);
        MemorySegment in = HostStorage.segment(input);
        MemorySegment out = HostStorage.segment(output);
        Optional<ShortSoftmax> register = inRegister(input.dtype(), count);
        if (register.isPresent()) {
            rows(input, axis, output, _ -> (at, outAt) -> register.get().softmax(in, at, count, out, outAt));
        } else {
            rows(input, axis, output, sums -> {
                SoftmaxPasses passes = passes(input.dtype(), sums);
                return (at, outAt) -> passes.softmax(in, at, count, out, outAt);
            });
        }
    }

    /** Logarithm of the softmax of every row, as {@link dev.culebra.engine.backend.Backend#logSoftmax} says. */
    public void logSoftmax(View input, int axis, View output) {
        int count = (int) input.shape().size(axis);
        MemorySegment in = HostStorage.segment(input);
        MemorySegment out = HostStorage.segment(output);
        Optional<ShortSoftmax> register = inRegister(input.dtype(), count);
        if (register.isPresent()) {
            rows(input, axis, output, _ -> (at, outAt) -> register.get().logSoftmax(in, at, count, out, outAt));
        } else {
            rows(input, axis, output, sums -> {
                SoftmaxPasses passes = passes(input.dtype(), sums);
                return (at, outAt) -> passes.logSoftmax(in, at, count, out, outAt);
            });
        }
    }

    private Optional<ShortSoftmax> inRegister(DType dtype, int count) {
        return kernels.shortSoftmax(dtype).filter(row -> count <= row.longest());
    }

    private SoftmaxPasses passes(DType dtype, MemorySegment sums) {
        return new SoftmaxPasses(dtype, kernels.rows(dtype), loops, sums);
    }

    private interface Row {
        void compute(long at, long outAt);
    }

    private void rows(View input, int axis, View output, Function<MemorySegment, Row> task) {
        boolean[] others = new boolean[input.shape().rank()];
        Arrays.fill(others, true);
        others[axis] = false;
        Nest nest = Nest.of(others, output.layout(), input.layout());
        Chunks chunks = Chunks.of(nest.positions(0), CHUNK_ELEMENTS / input.shape().size(axis));
        threads.forEach(chunks.count(), chunk -> {
            Block sums = memory.take(SoftmaxPasses.SUMS * Double.BYTES);
            try {
                Row row = task.apply(sums.segment());
                Nest.Cursor at = nest.cursor(0).seek(chunks.from(chunk));
                for (long i = chunks.from(chunk); i < chunks.to(chunk); i++, at.next()) {
                    row.compute(at.position(1), at.position(0));
                }
            } finally {
                memory.giveBack(sums);
            }
        });
    }
}
