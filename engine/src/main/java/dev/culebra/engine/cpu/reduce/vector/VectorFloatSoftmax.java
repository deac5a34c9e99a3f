package dev.culebra.engine.cpu.reduce.vector;

import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.LANES;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.SPECIES;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.load;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.store;

import dev.culebra.engine.cpu.math.ScalarMath;
import dev.culebra.engine.cpu.math.vector.VectorMath;
import dev.culebra.engine.cpu.reduce.SoftmaxLoops;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Softmax of F32 rows by vectors; a row that fits in one never leaves its register. */
public final class VectorFloatSoftmax implements SoftmaxLoops {
    @Override
    public void softmax(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        float max = VectorFloatRows.largest(in, at, count);
        if (count <= LANES) {
            VectorMask<Float> mask = SPECIES.indexInRange(0, count);
            FloatVector e = VectorMath.exp(load(in, at, mask).sub(max));
            float sum = FloatLanes.sum(FloatVector.zero(SPECIES).blend(e, mask));
            store(e.div(sum), out, outAt, mask);
            return;
        }
        exponentials(in, at, count, max, out, outAt);
        float sum = VectorFloatRows.sum(out, outAt, count);
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            store(load(out, outAt + i).div(sum), out, outAt + i);
        }
        if (i < count) {
            VectorMask<Float> mask = SPECIES.indexInRange(i, count);
            store(load(out, outAt + i, mask).div(sum), out, outAt + i, mask);
        }
    }

    @Override
    public void logSoftmax(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        float max = VectorFloatRows.largest(in, at, count);
        if (count <= LANES) {
            VectorMask<Float> mask = SPECIES.indexInRange(0, count);
            FloatVector x = load(in, at, mask).sub(max);
            float sum = FloatLanes.sum(FloatVector.zero(SPECIES).blend(VectorMath.exp(x), mask));
            store(x.sub(ScalarMath.log(sum)), out, outAt, mask);
            return;
        }
        exponentials(in, at, count, max, out, outAt);
        float log = ScalarMath.log(VectorFloatRows.sum(out, outAt, count));
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            store(load(in, at + i).sub(max).sub(log), out, outAt + i);
        }
        if (i < count) {
            VectorMask<Float> mask = SPECIES.indexInRange(i, count);
            store(load(in, at + i, mask).sub(max).sub(log), out, outAt + i, mask);
        }
    }

    private static void exponentials(MemorySegment in, long at, int count, float max, MemorySegment out, long outAt) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            store(VectorMath.exp(load(in, at + i).sub(max)), out, outAt + i);
        }
        if (i < count) {
            VectorMask<Float> mask = SPECIES.indexInRange(i, count);
            store(VectorMath.exp(load(in, at + i, mask).sub(max)), out, outAt + i, mask);
        }
    }
}
