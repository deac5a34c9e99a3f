package dev.culebra.engine.cpu.move;

import dev.culebra.engine.DType;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.Chunks;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.Nest;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;

/**
 * Adds elements along an axis by index, as {@link dev.culebra.engine.backend.Backend#scatterAdd} says. Where whole slices are
 * added, each task owns some of the output's and goes through the index for them, so that no two tasks write to one and
 * each element's sum is taken in the order of the index.
 */
public final class ScatterAdder {
    private static final long CHUNK_ELEMENTS = 1 << 15;

    private final CpuThreads threads;
    private final Function<DType, Addition> additions;

    /**
     * @param additions the loops for F32, F64, I32 and I64
     */
    public ScatterAdder(CpuThreads threads, Function<DType, Addition> additions) {
        this.threads = threads;
        this.additions = additions;
    }

    /**
     * Adds the elements of {@code source} to those of {@code output}.
     *
     * @throws IndexOutOfBoundsException if an index lies outside the axis; nothing is added then
     */
    public void scatterAdd(View source, View index, int axis, View output) {
        if (source.shape().elements() == 0) {
            return;
        }
        IndexedAxis list = new IndexedAxis("scatterAdd", index, axis, output.shape().size(axis));
        Nest others = Nest.of(Gatherer.allBut(axis, output.shape().rank()), source.layout(), output.layout(), index
                .layout());
        Scatter scatter =
                new Scatter(additions.apply(output.dtype()), HostStorage.segment(source), source.layout().stride(
                        axis), list, HostStorage.segment(output), output.layout().stride(axis), others);
        long slice = others.positions(0);
        if (list.isList()) {
            scatter.check(1);
            long tasks = Math.clamp(slice * list.length() / CHUNK_ELEMENTS, 1, threads.count());
            Chunks slices = Chunks.of(output.shape().size(axis), Math.ceilDiv(output.shape().size(axis), tasks));
            threads.forEach(slices.count(), task -> scatter.slices(slices.from(task), slices.to(task)));
        } else {
            scatter.check(others.positions(1));
            long runs = others.positions(1);
            long length = others.innerSize();
            long tasks = Math.clamp(slice * list.length() / CHUNK_ELEMENTS, 1, threads.count());
            Chunks pieces = Chunks.of(length, Math.ceilDiv(length, Math.ceilDiv(tasks, runs)));
            threads.forEach(Math.toIntExact(runs * pieces.count()), task -> {
                int piece = task % pieces.count();
                scatter.elements(task / pieces.count(), pieces.from(piece), pieces.to(piece));
            });
        }
    }

    private record Scatter(Addition addition, MemorySegment from, long fromStride, IndexedAxis list, MemorySegment to,
            long toStride, Nest others) {
        /** Reads the index, of a list its first element of each slice. */
        void check(long runs) {
            Nest.Cursor at = others.cursor(1);
            for (long run = 0; run < runs; run++, at.next()) {
                long length = list.isList() ? 1 : others.innerSize();
                for (long i = 0; i < list.length(); i++) {
                    list.check(at.position(2) + i * list.stride(), others.innerStride(2), length);
                }
            }
        }

        /** Adds whole slices to those of the output from number {@code first} to {@code end}. */
        void slices(long first, long end) {
            Nest.Cursor at = others.cursor(1);
            long runs = others.positions(1);
            for (long run = 0; run < runs; run++, at.next()) {
                addition.addRows(list, first, end, from, at.position(0), fromStride, others.innerStride(0), to, at
                        .position(1), toStride, others.innerStride(1), others.innerSize());
            }
        }

        /** Adds, in one run of the other axes, elements {@code first} to {@code end} of each slice, one slice after the other. */
        void elements(long run, long first, long end) {
            Nest.Cursor at = others.cursor(1).seek(run);
            long source = at.position(0) + first * others.innerStride(0);
            long target = at.position(1) + first * others.innerStride(1);
            long numbers = at.position(2) + first * others.innerStride(2);
            boolean dense = others.innerStride(0) == 1 && others.innerStride(1) == 1 && others.innerStride(2) == 1;
            for (long i = 0; i < list.length(); i++) {
                long row = source + i * fromStride;
                long index = numbers + i * list.stride();
                if (dense) {
                    addition.addByIndex(from, row, list.segment(), index, to, target, toStride, end - first);
                } else {
                    oneByOne(row, index, target, end - first);
                }
            }
        }

        private void oneByOne(long source, long numbers, long target, long count) {
            for (long j = 0; j < count; j++) {
                long number = list.at(numbers + j * others.innerStride(2));
                addition.add(from, source + j * others.innerStride(0), 0, to,
                        target + j * others.innerStride(1) + number
                                * toStride,
                        0, 1);
            }
        }
    }
}
