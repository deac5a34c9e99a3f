package dev.culebra.engine.cpu.reduce.vector;

import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.LANES;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.SPECIES;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.load;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.store;

import dev.culebra.engine.cpu.math.ScalarMath;
import dev.culebra.engine.cpu.math.vector.VectorMath;
import dev.culebra.engine.cpu.reduce.SoftmaxLoops;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/** Softmax of F64 rows by vectors; a row that fits in one never leaves its register. */
public final class VectorDoubleSoftmax implements SoftmaxLoops {
    @Override
    public void softmax(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        double max = VectorDoubleRows.largest(in, at, count);
        if (count <= LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(0, count);
            DoubleVector e = VectorMath.exp(load(in, at, mask).sub(max));
            double sum = DoubleLanes.sum(DoubleVector.zero(SPECIES).blend(e, mask));
            store(e.div(sum), out, outAt, mask);
            return;
        }
        exponentials(in, at, count, max, out, outAt);
        double sum = VectorDoubleRows.sum(out, outAt, count);
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            store(load(out, outAt + i).div(sum), out, outAt + i);
        }
        if (i < count) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, count);
            store(load(out, outAt + i, mask).div(sum), out, outAt + i, mask);
        }
    }

    @Override
    public void logSoftmax(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        double max = VectorDoubleRows.largest(in, at, count);
        if (count <= LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(0, count);
            DoubleVector x = load(in, at, mask).sub(max);
            double sum = DoubleLanes.sum(DoubleVector.zero(SPECIES).blend(VectorMath.exp(x), mask));
            store(x.sub(ScalarMath.log(sum)), out, outAt, mask);
            return;
        }
        exponentials(in, at, count, max, out, outAt);
        double log = ScalarMath.log(VectorDoubleRows.sum(out, outAt, count));
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            store(load(in, at + i).sub(max).sub(log), out, outAt + i);
        }
        if (i < count) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, count);
            store(load(in, at + i, mask).sub(max).sub(log), out, outAt + i, mask);
        }
    }

    private static void exponentials(MemorySegment in, long at, int count, double max, MemorySegment out, long outAt) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            store(VectorMath.exp(load(in, at + i).sub(max)), out, outAt + i);
        }
        if (i < count) {
            VectorMask<Double> mask = SPECIES.indexInRange(i, count);
            store(VectorMath.exp(load(in, at + i, mask).sub(max)), out, outAt + i, mask);
        }
    }
}
