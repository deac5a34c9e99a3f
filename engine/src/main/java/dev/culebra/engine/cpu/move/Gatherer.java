package dev.culebra.engine.cpu.move;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.culebra.engine.View;
import dev.culebra.engine.cpu.Chunks;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.Nest;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Takes elements along an axis by index, as {@link dev.culebra.engine.backend.Backend#gather} says. */
public final class Gatherer {
    private static final long CHUNK_ELEMENTS = 1 << 15;
    private static final int OUTPUT = 0;
    private static final int SOURCE = 1;
    private static final int INDEX = 2;

    private final CpuThreads threads;

    /** Gathers on {@code threads}. */
    public Gatherer(CpuThreads threads) {
        this.threads = threads;
    }

    /**
     * Takes elements of {@code source} to {@code output}.
     *
     * @throws IndexOutOfBoundsException if an index lies outside the axis
     */
    public void gather(View source, View index, int axis, View output) {
        if (output.shape().elements() == 0) {
            return;
        }
        IndexedAxis list = new IndexedAxis("gather", index, axis, source.shape().size(axis));
        Nest others = Nest.of(allBut(axis, output.shape().rank()), output.layout(), source.layout(), index.layout());
        Gather gather = new Gather(Width.of(output.dtype()), HostStorage.segment(source), source.layout().stride(axis),
                list, HostStorage.segment(output), output.layout().stride(axis), others);
        long slice = others.positions(0);
        if (list.isList()) {
            Chunks chunks = Chunks.of(list.length(), CHUNK_ELEMENTS / slice);
            threads.forEach(chunks.count(), chunk -> gather.slices(chunks.from(chunk), chunks.to(chunk)));
        } else {
            Chunks chunks = Chunks.of(list.length(), CHUNK_ELEMENTS / slice);
            threads.forEach(chunks.count(), chunk -> gather.elements(chunks.from(chunk), chunks.to(chunk)));
        }
    }

    static boolean[] allBut(int axis, int rank) {
        boolean[] axes = new boolean[rank];
        Arrays.fill(axes, true);
        axes[axis] = false;
        return axes;
    }

    private record Gather(Width width, MemorySegment from, long fromStride, IndexedAxis list, MemorySegment to,
            long toStride, Nest others) {
        /** Copies a whole slice for each element of the index, from number {@code first} to {@code end}. */
        void slices(long first, long end) {
            boolean dense = others.innerStride(SOURCE) == 1 && others.innerStride(OUTPUT) == 1;
            Nest.Cursor at = others.cursor(1);
            long runs = others.positions(1);
            for (long run = 0; run < runs; run++, at.next()) {
                if (dense && width.isLong(others.innerSize())) {
                    rows(first, end, at.position(SOURCE), at.position(OUTPUT));
                } else {
                    runs(first, end, at.position(SOURCE), at.position(OUTPUT));
                }
            }
        }

        /** A loop of few fields and calls: with more of them, copying a row of 200 bytes took thrice as long. */
        private void rows(long first, long end, long source, long target) {
            MemorySegment in = NativeSegments.cast(from);
            MemorySegment out = NativeSegments.cast(to);
            MemorySegment numbers = NativeSegments.cast(list.segment());
            long at = list.offset();
            long step = list.stride();
            long size = list.size();
            long bytes = others.innerSize() * width.bytes();
            long inStart = source * width.bytes();
            long inStep = fromStride * width.bytes();
            long outStart = target * width.bytes();
            long outStep = toStride * width.bytes();
            for (long i = first; i < end; i++) {
                long number = numbers.get(JAVA_LONG_UNALIGNED, (at + i * step) * Long.BYTES);
                if (number < 0 || number >= size) {
                    throw list.outside(at + i * step);
                }
                MemorySegment.copy(in, inStart + number * inStep, out, outStart + i * outStep, bytes);
            }
        }

        private void runs(long first, long end, long source, long target) {
            for (long i = first; i < end; i++) {
                long number = list.at(list.offset() + i * list.stride());
                width.copy(from, source + number * fromStride, others.innerStride(SOURCE), to, target + i * toStride,
                        others
                                .innerStride(OUTPUT),
                        others.innerSize());
            }
        }

        /** Copies element by element for places {@code first} to {@code end} along the axis, in runs along another one. */
        void elements(long first, long end) {
            Nest.Cursor at = others.cursor(1);
            long runs = others.positions(1);
            for (long i = first; i < end; i++) {
                for (long run = 0; run < runs; run++, at.next()) {
                    width.gather(list, at.position(INDEX) + i * list.stride(), others.innerStride(INDEX), from, at
                            .position(SOURCE), others.innerStride(SOURCE), fromStride, to,
                            at.position(OUTPUT) + i
                                    * toStride,
                            others.innerStride(OUTPUT), others.innerSize());
                }
            }
        }
    }
}
