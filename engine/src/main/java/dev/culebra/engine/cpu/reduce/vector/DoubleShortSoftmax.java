package dev.culebra.engine.cpu.reduce.vector;

import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.LANES;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.SPECIES;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.load;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.store;

import dev.culebra.engine.cpu.math.ScalarMath;
import dev.culebra.engine.cpu.math.vector.VectorMath;
import dev.culebra.engine.cpu.reduce.ShortSoftmax;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/** Softmax of F64 rows that fit in one vector. */
public final class DoubleShortSoftmax implements ShortSoftmax {
    @Override
    public int longest() {
        return LANES;
    }

    @Override
    public void softmax(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        double max = VectorDoubleRows.largest(in, at, count);
        VectorMask<Double> mask = SPECIES.indexInRange(0, count);
        DoubleVector e = VectorMath.exp(load(in, at, mask).sub(max));
        double sum = DoubleLanes.sum(DoubleVector.zero(SPECIES).blend(e, mask));
        store(e.div(sum), out, outAt, mask);
    }

    @Override
    public void logSoftmax(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        double max = VectorDoubleRows.largest(in, at, count);
        VectorMask<Double> mask = SPECIES.indexInRange(0, count);
        DoubleVector x = load(in, at, mask).sub(max);
        double sum = DoubleLanes.sum(DoubleVector.zero(SPECIES).blend(VectorMath.exp(x), mask));
        store(x.sub(ScalarMath.log(sum)), out, outAt, mask);
    }
}
