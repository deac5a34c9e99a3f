package dev.culebra.engine.cpu.move;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

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
            Nest.Cursor at = others.cursor(1);
            long runs = others.positions(1);
            for (long i = first; i < end; i++) {
                long source = list.at(list.offset() + i * list.stride()) * fromStride;
                long target = i * toStride;
                for (long run = 0; run < runs; run++, at.next()) {
                    width.copy(from, at.position(SOURCE) + source, others.innerStride(SOURCE), to, at.position(OUTPUT)
                            + target, others.innerStride(OUTPUT), others.innerSize());
                }
            }
        }

        /** Copies element by element for places {@code first} to {@code end} along the axis, in runs along another one. */
        void elements(long first, long end) {
            Nest.Cursor at = others.cursor(1);
            long runs = others.positions(1);
            for (long i = first; i < end; i++) {
                for (long run = 0; run < runs; run++, at.next()) {
                    long target = at.position(OUTPUT) + i * toStride;
                    long numbers = at.position(INDEX) + i * list.stride();
                    switch (width) {
                        case ONE -> bytes(at.position(SOURCE), target, numbers);
                        case FOUR -> ints(at.position(SOURCE), target, numbers);
                        case EIGHT -> longs(at.position(SOURCE), target, numbers);
                    }
                }
            }
        }

        private void bytes(long source, long target, long numbers) {
            for (long j = 0; j < others.innerSize(); j++) {
                long number = list.at(numbers + j * others.innerStride(INDEX));
                NativeSegments.cast(to).set(JAVA_BYTE, target + j * others.innerStride(OUTPUT), NativeSegments.cast(
                        from).get(JAVA_BYTE, source + number * fromStride + j * others.innerStride(SOURCE)));
            }
        }

        private void ints(long source, long target, long numbers) {
            for (long j = 0; j < others.innerSize(); j++) {
                long number = list.at(numbers + j * others.innerStride(INDEX));
                NativeSegments.cast(to).setAtIndex(JAVA_INT, target + j * others.innerStride(OUTPUT), NativeSegments
                        .cast(from).getAtIndex(JAVA_INT, source + number * fromStride + j * others.innerStride(
                                SOURCE)));
            }
        }

        private void longs(long source, long target, long numbers) {
            for (long j = 0; j < others.innerSize(); j++) {
                long number = list.at(numbers + j * others.innerStride(INDEX));
                NativeSegments.cast(to).setAtIndex(JAVA_LONG, target + j * others.innerStride(OUTPUT), NativeSegments
                        .cast(from).getAtIndex(JAVA_LONG, source + number * fromStride + j * others.innerStride(
                                SOURCE)));
            }
        }
    }
}
