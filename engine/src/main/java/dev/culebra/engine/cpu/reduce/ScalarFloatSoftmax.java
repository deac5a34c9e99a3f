package dev.culebra.engine.cpu.reduce;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.cpu.math.ScalarMath;
import java.lang.foreign.MemorySegment;

/** Softmax of F32 rows in plain loops. */
public final class ScalarFloatSoftmax implements SoftmaxLoops {
    @Override
    public void softmax(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        exponentials(in, at, count, ScalarFloatRows.max(in, at, 1, count), out, outAt);
        float sum = ScalarFloatRows.sum(out, outAt, 1, count);
        for (int i = 0; i < count; i++) {
            out.setAtIndex(JAVA_FLOAT, outAt + i, out.getAtIndex(JAVA_FLOAT, outAt + i) / sum);
        }
    }

    @Override
    public void logSoftmax(MemorySegment in, long at, int count, MemorySegment out, long outAt) {
        float max = ScalarFloatRows.max(in, at, 1, count);
        exponentials(in, at, count, max, out, outAt);
        float log = ScalarMath.log(ScalarFloatRows.sum(out, outAt, 1, count));
        for (int i = 0; i < count; i++) {
            out.setAtIndex(JAVA_FLOAT, outAt + i, in.getAtIndex(JAVA_FLOAT, at + i) - max - log);
        }
    }

    private static void exponentials(MemorySegment in, long at, int count, float max, MemorySegment out, long outAt) {
        for (int i = 0; i < count; i++) {
            out.setAtIndex(JAVA_FLOAT, outAt + i, ScalarMath.exp(in.getAtIndex(JAVA_FLOAT, at + i) - max));
        }
    }
}
