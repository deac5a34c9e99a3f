package dev.culebra.engine.cpu.reduce;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.culebra.engine.cpu.math.ScalarMath;
import java.lang.foreign.MemorySegment;

/** Softmax of F64 rows in plain loops. */
public final class ScalarDoubleSoftmax implements SoftmaxLoops {
    @Override
    public void softmax(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        exponentials(in, at, count, ScalarDoubleRows.max(in, at, 1, count), out, outAt);
        double sum = ScalarDoubleRows.sum(out, outAt, 1, count);
        for (int i = 0; i < count; i++) {
            out.setAtIndex(JAVA_DOUBLE, outAt + i, out.getAtIndex(JAVA_DOUBLE, outAt + i) / sum);
        }
    }

    @Override
    public void logSoftmax(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        double max = ScalarDoubleRows.max(in, at, 1, count);
        exponentials(in, at, count, max, out, outAt);
        double log = ScalarMath.log(ScalarDoubleRows.sum(out, outAt, 1, count));
        for (int i = 0; i < count; i++) {
            out.setAtIndex(JAVA_DOUBLE, outAt + i, in.getAtIndex(JAVA_DOUBLE, at + i) - max - log);
        }
    }

    private static void exponentials(MemorySegment in, long at, int count, double max, MemorySegment out, long outAt) {
        for (int i = 0; i < count; i++) {
            out.setAtIndex(JAVA_DOUBLE, outAt + i, ScalarMath.exp(in.getAtIndex(JAVA_DOUBLE, at + i) - max));
        }
    }
}
