package dev.culebra.engine.cpu.reduce.vector;

import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.LANES;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.ORDER;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.SPECIES;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.culebra.engine.DType;
import dev.culebra.engine.cpu.loop.NativeSegments;
import dev.culebra.engine.cpu.move.Addition;
import dev.culebra.engine.cpu.move.IndexedAxis;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** Adds runs of F32 by vectors where elements lie side by side. */
public final class VectorFloatAddition implements Addition {
    private static final int LONGEST = 1 << 16;
    private static final int SHORT = 4 * LANES;

    private final Addition strided = Addition.of(DType.F32);

    @Override
    public void add(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
            long targetStride, long count) {
        if (sourceStride != 1 || targetStride != 1) {
            strided.add(from, source, sourceStride, to, target, targetStride, count);
            return;
        }
        for (long done = 0; done < count; done += LONGEST) {
            FloatColumns.addRow(from, source + done, (int) Math.min(LONGEST, count - done), to, target + done);
        }
    }

    @Override
    public void addRows(IndexedAxis list, long lowest, long highest, MemorySegment from, long source, long fromStride,
            long sourceStride, MemorySegment to, long target, long toStride, long targetStride, long count) {
        if (sourceStride == 1 && targetStride == 1 && count >= LANES && count <= SHORT) {
            addShortRows(list, lowest, highest, from, source, fromStride, to, target, toStride, (int) count);
        } else {
            Addition.super.addRows(list, lowest, highest, from, source, fromStride, sourceStride, to, target, toStride,
                    targetStride, count);
        }
    }

    /**
     * Four vectors a row, which overlap where so many are not needed; so all are read before any is written. A loop over the vectors
     * of a row would take twice as long.
     */
    private static void addShortRows(IndexedAxis list, long lowest, long highest, MemorySegment from, long source,
            long fromStride, MemorySegment to, long target, long toStride, int count) {
        MemorySegment in = NativeSegments.cast(from);
        MemorySegment out = NativeSegments.cast(to);
        MemorySegment numbers = NativeSegments.cast(list.segment());
        long at = list.offset();
        long step = list.stride();
        long length = list.length();
        long j1 = Math.min(LANES, count - LANES) * (long) Float.BYTES;
        long j2 = Math.min(2 * LANES, count - LANES) * (long) Float.BYTES;
        long j3 = (count - LANES) * (long) Float.BYTES;
        for (long i = 0; i < length; i++) {
            long number = numbers.get(JAVA_LONG_UNALIGNED, (at + i * step) * Long.BYTES);
            if (number >= lowest && number < highest) {
                long x = (source + i * fromStride) * Float.BYTES;
                long y = (target + number * toStride) * Float.BYTES;
                FloatVector s0 =
                        FloatVector.fromMemorySegment(SPECIES, out, y, ORDER).add(FloatVector.fromMemorySegment(
                                SPECIES, in, x, ORDER));
                FloatVector s1 = FloatVector.fromMemorySegment(SPECIES, out, y + j1, ORDER).add(FloatVector
                        .fromMemorySegment(SPECIES, in, x + j1, ORDER));
                FloatVector s2 = FloatVector.fromMemorySegment(SPECIES, out, y + j2, ORDER).add(FloatVector
                        .fromMemorySegment(SPECIES, in, x + j2, ORDER));
                FloatVector s3 = FloatVector.fromMemorySegment(SPECIES, out, y + j3, ORDER).add(FloatVector
                        .fromMemorySegment(SPECIES, in, x + j3, ORDER));
                s0.intoMemorySegment(out, y, ORDER);
                s1.intoMemorySegment(out, y + j1, ORDER);
                s2.intoMemorySegment(out, y + j2, ORDER);
                s3.intoMemorySegment(out, y + j3, ORDER);
            }
        }
    }

    @Override
    public void addByIndex(MemorySegment from, long source, MemorySegment index, long numbers, MemorySegment to,
            long target,
            long toStride, long count) {
        strided.addByIndex(from, source, index, numbers, to, target, toStride, count);
    }
}
