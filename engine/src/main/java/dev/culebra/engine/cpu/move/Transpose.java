package dev.culebra.engine.cpu.move;

import dev.culebra.engine.cpu.Chunks;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.Nest;
import java.lang.foreign.MemorySegment;

/**
 * A copy whose input is dense along one axis and whose output is dense along another one. It goes through both in square
 * tiles, so that every cache line that is fetched is used whole.
 */
final class Transpose {
    private static final int TILE = 32;

    private final Nest nest;
    private final int across;
    private final int along;
    private final Width width;
    private final MemorySegment from;
    private final MemorySegment to;

    /**
     * @param nest operand 0 is the output, dense along the innermost axis; operand 1 the input
     * @param across the axis along which the input is dense
     */
    Transpose(Nest nest, int across, Width width, MemorySegment from, MemorySegment to) {
        this.nest = nest;
        this.across = across;
        this.along = nest.rank() - 1;
        this.width = width;
        this.from = from;
        this.to = to;
    }

    void run(CpuThreads threads) {
        Chunks bands = new Chunks(nest.size(across), TILE);
        Nest others = nest.without(across).without(along - 1);
        long tasks = others.positions(0) * bands.count();
        Chunks chunks = Chunks.of(tasks, Math.ceilDiv(1 << 16, TILE * nest.size(along)));
        threads.forEach(chunks.count(), chunk -> {
            Nest.Cursor at = others.cursor(0);
            for (long task = chunks.from(chunk); task < chunks.to(chunk); task++) {
                int band = (int) (task % bands.count());
                at.seek(task / bands.count());
                band(at.position(0), at.position(1), bands.from(band), bands.to(band));
            }
        });
    }

    private void band(long target, long source, long first, long end) {
        long rows = end - first;
        long targetStride = nest.stride(0, across);
        long sourceStride = nest.stride(1, along);
        for (long column = 0; column < nest.size(along); column += TILE) {
            long columns = Math.min(TILE, nest.size(along) - column);
            tile(target + first * targetStride + column, targetStride, source + first + column * sourceStride,
                    sourceStride, rows, columns);
        }
    }

    private void tile(long target, long targetStride, long source, long sourceStride, long rows, long columns) {
        for (long row = 0; row < rows; row++) {
            width.copyStrided(from, source + row, sourceStride, to, target + row * targetStride, 1, columns);
        }
    }
}
