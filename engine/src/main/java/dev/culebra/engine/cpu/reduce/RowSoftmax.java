package dev.culebra.engine.cpu.reduce;

import dev.culebra.engine.DType;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.Chunks;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.Nest;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.Function;

/** Softmax along an axis on which the elements lie side by side, as that of class scores does, row by row. */
public final class RowSoftmax {
    private static final long CHUNK_ELEMENTS = 1 << 13;

    private final CpuThreads threads;
    private final Function<DType, SoftmaxLoops> loops;

    /**
     * @param loops the loops for F32 and F64
     */
    public RowSoftmax(CpuThreads threads, Function<DType, SoftmaxLoops> loops) {
        this.threads = threads;
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
        SoftmaxLoops row = loops.apply(input.dtype());
        MemorySegment in = HostStorage.segment(input);
        MemorySegment out = HostStorage.segment(output);
        int count = (int) input.shape().size(axis);
        rows(input, axis, output, (at, outAt) -> row.softmax(in, at, count, out, outAt));
    }

    /** Logarithm of the softmax of every row, as {@link dev.culebra.engine.backend.Backend#logSoftmax} says. */
    public void logSoftmax(View input, int axis, View output) {
        SoftmaxLoops row = loops.apply(input.dtype());
        MemorySegment in = HostStorage.segment(input);
        MemorySegment out = HostStorage.segment(output);
        int count = (int) input.shape().size(axis);
        rows(input, axis, output, (at, outAt) -> row.logSoftmax(in, at, count, out, outAt));
    }

    private interface Row {
        void compute(long at, long outAt);
    }

    private void rows(View input, int axis, View output, Row row) {
        boolean[] others = new boolean[input.shape().rank()];
        Arrays.fill(others, true);
        others[axis] = false;
        Nest nest = Nest.of(others, output.layout(), input.layout());
        Chunks chunks = Chunks.of(nest.positions(0), CHUNK_ELEMENTS / input.shape().size(axis));
        threads.forEach(chunks.count(), chunk -> {
            Nest.Cursor at = nest.cursor(0).seek(chunks.from(chunk));
            for (long i = chunks.from(chunk); i < chunks.to(chunk); i++, at.next()) {
                row.compute(at.position(1), at.position(0));
            }
        });
    }
}
