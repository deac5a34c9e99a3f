package dev.culebra.engine.cpu.reduce.vector;

import dev.culebra.engine.DType;
import dev.culebra.engine.cpu.move.Addition;
import java.lang.foreign.MemorySegment;

/** Adds runs of F64 by vectors where elements lie side by side. */
public final class VectorDoubleAddition implements Addition {
    private static final int LONGEST = 1 << 16;

    private final Addition strided = Addition.of(DType.F64);

    @Override
    public void add(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
            long targetStride, long count) {
        if (sourceStride != 1 || targetStride != 1) {
            strided.add(from, source, sourceStride, to, target, targetStride, count);
            return;
        }
        for (long done = 0; done < count; done += LONGEST) {
            DoubleColumns.addRow(from, source + done, (int) Math.min(LONGEST, count - done), to, target + done);
        }
    }
}
