package dev.culebra.engine.cpu.move;

import dev.culebra.engine.View;
import dev.culebra.engine.cpu.Chunks;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.Nest;
import java.lang.foreign.MemorySegment;

/**
 * Copies between layouts and dtypes, as {@link dev.culebra.engine.backend.Backend#copy} says: whole blocks where both sides
 * are contiguous, tiles where the axes change order, else strided runs along the output's innermost axis.
 */
public final class Copier {
    private static final long CHUNK_BYTES = 1 << 18;

    private final CpuThreads threads;

    /** Copies on {@code threads}. */
    public Copier(CpuThreads threads) {
        this.threads = threads;
    }

    /** Copies {@code input} to {@code output}, of the same shape. */
    public void copy(View input, View output) {
        if (input.shape().elements() == 0) {
            return;
        }
        Nest nest = Nest.of(output.layout(), input.layout());
        MemorySegment from = HostStorage.segment(input);
        MemorySegment to = HostStorage.segment(output);
        if (input.dtype() != output.dtype()) {
            Conversion conversion = new Conversion(input.dtype(), output.dtype());
            runs(nest, output.dtype().bytes(), (at, source, count) -> conversion.run(from, source, nest.innerStride(1),
                    to, at, nest.innerStride(0), count));
            return;
        }
        Width width = Width.of(input.dtype());
        int across = acrossAxis(nest);
        if (across >= 0) {
            new Transpose(nest, across, width, from, to).run(threads);
            return;
        }
        runs(nest, width.bytes(), (at, source, count) -> width.copy(from, source, nest.innerStride(1), to, at, nest
                .innerStride(0), count));
    }

    /** The axis along which the input is dense, if the output is dense along another one; else −1. */
    private static int acrossAxis(Nest nest) {
        if (nest.innerStride(0) != 1 || nest.innerStride(1) <= 1) {
            return -1;
        }
        for (int axis = nest.rank() - 2; axis >= 0; axis--) {
            if (nest.stride(1, axis) == 1) {
                return axis;
            }
        }
        return -1;
    }

    private interface Run {
        void copy(long to, long from, long count);
    }

    /** Splits the loops into runs along the innermost axis, and long runs into pieces. */
    private void runs(Nest nest, int bytes, Run run) {
        long length = nest.innerSize();
        if (nest.rank() <= 1) {
            Nest.Cursor start = nest.cursor(1);
            Chunks chunks = Chunks.of(length, CHUNK_BYTES / bytes);
            threads.forEach(chunks.count(), chunk -> {
                long from = chunks.from(chunk);
                run.copy(start.position(0) + from * nest.innerStride(0), start.position(1) + from * nest.innerStride(1),
                        chunks.to(chunk) - from);
            });
            return;
        }
        Chunks rows = Chunks.of(nest.positions(1), CHUNK_BYTES / bytes / length);
        threads.forEach(rows.count(), chunk -> {
            Nest.Cursor at = nest.cursor(1).seek(rows.from(chunk));
            for (long row = rows.from(chunk); row < rows.to(chunk); row++, at.next()) {
                run.copy(at.position(0), at.position(1), length);
            }
        });
    }
}
