package dev.culebra.engine.cpu.reduce;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.engine.DType;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.Block;
import dev.culebra.engine.cpu.Chunks;
import dev.culebra.engine.cpu.CpuMemory;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.Nest;
import dev.culebra.engine.cpu.move.Integers;
import java.lang.foreign.MemorySegment;

/** A reduction along the innermost axis of the input: each result by itself, from one strip or from a tree of them. */
final class RowReduction {
    private final Reduction reduction;
    private final RowLoops rows;
    private final Nest outer;
    private final Nest inner;
    private final MemorySegment in;
    private final MemorySegment out;
    private final DType type;
    private final DType partialType;
    private final Chunks pieces;
    private final long strips;

    /**
     * @param outer axes that are kept; operand 0 is the input, operand 1 the output
     * @param inner axes that are reduced; operand 0 is the input
     */
    RowReduction(Reduction reduction, RowLoops rows, View input, Nest outer, Nest inner, View output) {
        this.reduction = reduction;
        this.rows = rows;
        this.outer = outer;
        this.inner = inner;
        this.in = HostStorage.segment(input);
        this.out = HostStorage.segment(output);
        this.type = output.dtype();
        this.partialType = input.dtype().isFloating() ? input.dtype() : DType.I64;
        this.pieces = new Chunks(inner.innerSize(), rows.longest());
        this.strips = inner.positions(1) * pieces.count();
    }

    void run(CpuThreads threads, CpuMemory memory) {
        long results = outer.positions(0);
        long elements = inner.positions(0);
        boolean split = results < Reducer.MANY && strips > 1;
        Chunks chunks = Chunks.of(results, split ? results : Reducer.CHUNK_ELEMENTS / elements);
        boolean parallel = split && elements > Reducer.CHUNK_ELEMENTS;
        threads.forEach(chunks.count(), chunk -> {
            if (strips == 1 && type == partialType) {
                whole(chunks.from(chunk), chunks.to(chunk));
                return;
            }
            Nest.Cursor at = outer.cursor(0).seek(chunks.from(chunk));
            for (long result = chunks.from(chunk); result < chunks.to(chunk); result++, at.next()) {
                if (type == partialType) {
                    reduce(at.position(0), out, at.position(1), parallel, threads, memory);
                } else {
                    narrow(at.position(0), at.position(1), parallel, threads, memory);
                }
            }
        });
    }

    /** Results {@code from} to {@code to}, exclusive, each from one strip, in runs along the innermost loop. */
    private void whole(long from, long to) {
        long run = outer.innerSize();
        Nest.Cursor at = outer.cursor(1).seek(from / run);
        for (long result = from, count; result < to; result += count, at.next()) {
            long first = result % run;
            count = Math.min(to - result, run - first);
            rows.reduceRows(reduction, in, at.position(0) + first * outer.innerStride(0), outer.innerStride(0), count,
                    inner.innerStride(0), (int) inner.innerSize(), out, at.position(1) + first * outer.innerStride(1),
                    outer.innerStride(1));
        }
    }

    private void reduce(long source, MemorySegment to, long target, boolean parallel, CpuThreads threads,
            CpuMemory memory) {
        if (strips == 1) {
            rows.reduce(reduction, in, source, inner.innerStride(0), (int) inner.innerSize(), to, target);
        } else {
            new PartialTree(memory, new Strips(source - inner.offset(0)), partialType.bytes()).reduce(
                    strips, parallel, threads, to, target);
        }
    }

    private void narrow(long source, long target, boolean parallel, CpuThreads threads, CpuMemory memory) {
        Block wide = memory.take(partialType.bytes());
        try {
            reduce(source, wide.segment(), 0, parallel, threads, memory);
            Integers.store(wide.segment().getAtIndex(JAVA_LONG, 0), type, out, target);
        } finally {
            memory.giveBack(wide);
        }
    }

    /** The strips of one result, which lies {@code shift} elements from the first one. */
    private final class Strips implements PartialTree.Leaves {
        private final long shift;

        Strips(long shift) {
            this.shift = shift;
        }

        @Override
        public void reduce(long strip, MemorySegment to, long target) {
            int piece = (int) (strip % pieces.count());
            long from = inner.position(0, 1, strip / pieces.count()) + pieces.from(piece) * inner.innerStride(0);
            int count = (int) (pieces.to(piece) - pieces.from(piece));
            rows.reduce(reduction, in, shift + from, inner.innerStride(0), count, to, target);
        }

        @Override
        public void combine(MemorySegment partials, int count, MemorySegment to, long target) {
            rows.combine(reduction, partials, 0, count, to, target);
        }

        @Override
        public int width() {
            return 1;
        }
    }
}
