package dev.culebra.engine.cpu.reduce.vector;

import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.LANES;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.SPECIES;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.load;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.store;

import dev.culebra.engine.cpu.math.ScalarMath;
import dev.culebra.engine.cpu.math.vector.VectorMath;
import dev.culebra.engine.cpu.reduce.ShortSoftmax;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Softmax of F32 rows that fit in one vector. */
public final class FloatShortSoftmax implements ShortSoftmax {
    @Override
    public int longest() {
        return LANES;
    }

    @Override
    public void softmax(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        float max = VectorFloatRows.largest(in, at, count);
        VectorMask<Float> mask = SPECIES.indexInRange(0, count);
        FloatVector e = VectorMath.exp(load(in, at, mask).sub(max));
        float sum = FloatLanes.sum(FloatVector.zero(SPECIES).blend(e, mask));
        store(e.div(sum), out, outAt, mask);
    }

    @Override
    public void logSoftmax(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        float max = VectorFloatRows.largest(in, at, count);
        VectorMask<Float> mask = SPECIES.indexInRange(0, count);
        FloatVector x = load(in, at, mask).sub(max);
        float sum = FloatLanes.sum(FloatVector.zero(SPECIES).blend(VectorMath.exp(x), mask));
        store(x.sub(ScalarMath.log(sum)), out, outAt, mask);
    }
}
