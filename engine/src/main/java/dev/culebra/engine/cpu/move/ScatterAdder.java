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
            scatter.check(slice);
            Chunks chunks = Chunks.of(slice, CHUNK_ELEMENTS / list.length());
            threads.forEach(chunks.count(), chunk -> scatter.elements(chunks.from(chunk), chunks.to(chunk)));
        }
    }

    private record Scatter(Addition addition, MemorySegment from, long fromStride, IndexedAxis list, MemorySegment to,
            long toStride, Nest others) {
        /** Reads the whole index at the first {@code positions} positions of the other axes. */
        void check(long positions) {
            Nest.Cursor at = others.cursor(0);
            for (long position = 0; position < positions; position++, at.next()) {
                for (long i = 0; i < list.length(); i++) {
                    list.at(at.position(2) + i * list.stride());
                }
            }
        }

        /** Adds whole slices to those of the output from number {@code first} to {@code end}. */
        void slices(long first, long end) {
            Nest.Cursor at = others.cursor(1);
            long runs = others.positions(1);
            for (long i = 0; i < list.length(); i++) {
                long number = list.at(list.offset() + i * list.stride());
                if (number < first || number >= end) {
                    continue;
                }
                for (long run = 0; run < runs; run++, at.next()) {
                    addition.add(from, at.position(0) + i * fromStride, others.innerStride(0), to, at.position(1)
                            + number * toStride, others.innerStride(1), others.innerSize());
                }
            }
        }

        /** Adds element by element at positions {@code first} to {@code end} of the other axes. */
        void elements(long first, long end) {
            Nest.Cursor at = others.cursor(0).seek(first);
            for (long position = first; position < end; position++, at.next()) {
                for (long i = 0; i < list.length(); i++) {
                    long target = list.at(at.position(2) + i * list.stride()) * toStride;
                    addition.add(from, at.position(0) + i * fromStride, 0, to, at.position(1) + target, 0, 1);
                }
            }
        }
    }
}
