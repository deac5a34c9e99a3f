package dev.culebra.engine.cpu.reduce;

import dev.culebra.engine.DType;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.Block;
import dev.culebra.engine.cpu.Chunks;
import dev.culebra.engine.cpu.CpuMemory;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.Nest;
import dev.culebra.engine.cpu.move.Width;
import java.lang.foreign.MemorySegment;

/** A reduction of an input that is dense along an axis which is kept: rows of many columns at a time, a page of them. */
final class ColumnReduction {
    private static final int PAGE_BYTES = 4096;

    private final Reduction reduction;
    private final RowLoops rows;
    private final Nest outer;
    private final Nest inner;
    private final MemorySegment in;
    private final MemorySegment out;
    private final DType type;
    private final Chunks tiles;
    private final Chunks pieces;
    private final long strips;

    /**
     * @param outer axes that are kept, the innermost with stride 1 in operand 0, the input; operand 1 is the output
     * @param inner axes that are reduced; operand 0 is the input
     */
    ColumnReduction(Reduction reduction, RowLoops rows, View input, Nest outer, Nest inner, View output) {
        this.reduction = reduction;
        this.rows = rows;
        this.outer = outer;
        this.inner = inner;
        this.in = HostStorage.segment(input);
        this.out = HostStorage.segment(output);
        this.type = output.dtype();
        this.tiles = new Chunks(outer.innerSize(), PAGE_BYTES / type.bytes());
        this.pieces = new Chunks(inner.innerSize(), RowLoops.MOST_ROWS);
        this.strips = inner.positions(1) * pieces.count();
    }

    void run(CpuThreads threads, CpuMemory memory) {
        long results = outer.positions(1) * tiles.count();
        long elements = inner.positions(0) * Math.min(tiles.size(), outer.innerSize());
        boolean split = results < Reducer.MANY && strips > 1;
        Chunks chunks = Chunks.of(results, split ? results : Reducer.CHUNK_ELEMENTS / elements);
        boolean parallel = split && elements > Reducer.CHUNK_ELEMENTS;
        threads.forEach(chunks.count(), chunk -> {
            Nest.Cursor at = outer.cursor(1);
            for (long result = chunks.from(chunk); result < chunks.to(chunk); result++) {
                at.seek(result / tiles.count());
                tile(at, (int) (result % tiles.count()), parallel, threads, memory);
            }
        });
    }

    private void tile(Nest.Cursor at, int tile, boolean parallel, CpuThreads threads, CpuMemory memory) {
        long column = tiles.from(tile);
        int width = (int) (tiles.to(tile) - column);
        long shift = at.position(0) + column - inner.offset(0);
        long target = at.position(1) + column * outer.innerStride(1);
        PartialTree tree = new PartialTree(memory, new Strips(shift, width), type.bytes());
        if (outer.innerStride(1) == 1) {
            tree.reduce(strips, parallel, threads, out, target);
            return;
        }
        Block dense = memory.take((long) width * type.bytes());
        try {
            tree.reduce(strips, parallel, threads, dense.segment(), 0);
            Width.of(type).copy(dense.segment(), 0, 1, out, target, outer.innerStride(1), width);
        } finally {
            memory.giveBack(dense);
        }
    }

    /** The strips of one tile, which lies {@code shift} elements from the first one. */
    private final class Strips implements PartialTree.Leaves {
        private final long shift;
        private final int width;

        Strips(long shift, int width) {
            this.shift = shift;
            this.width = width;
        }

        @Override
        public void reduce(long strip, MemorySegment to, long target) {
            int piece = (int) (strip % pieces.count());
            long from = inner.position(0, 1, strip / pieces.count()) + pieces.from(piece) * inner.innerStride(0);
            int count = (int) (pieces.to(piece) - pieces.from(piece));
            rows.reduceColumns(reduction, in, shift + from, inner.innerStride(0), count, width, to, target);
        }

        @Override
        public void combine(MemorySegment partials, int count, MemorySegment to, long target) {
            rows.reduceColumns(reduction, partials, 0, width, count, width, to, target);
        }

        @Override
        public int width() {
            return width;
        }
    }
}
