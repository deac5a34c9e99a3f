package dev.culebra.engine.cpu.gemm.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;

/**
 * Copies what does not fill vectors, one element at a time. Distances are in elements: in the source {@code across} from one row
 * to the next and {@code along} from one element of a row to the next.
 */
final class FloatCopy {
    private FloatCopy() {}

    /** Copies {@code [rows, length]} as rows {@code apart} from each other. */
    static void copy(MemorySegment source, long from, long across, long along, int rows, int length, float[] target,
            int to, int apart) {
        MemorySegment in = NativeSegments.cast(source);
        for (int i = 0; i < rows; i++) {
            long row = from + i * across;
            for (int p = 0; p < length; p++) {
                target[to + i * apart + p] = in.getAtIndex(JAVA_FLOAT, row + p * along);
            }
        }
    }

    /** Copies {@code [rows, length]} as columns side by side, elements of which are {@code step} from each other. */
    static void copy(MemorySegment source, long from, long across, long along, int rows, int length,
            MemorySegment target, long to, long step) {
        MemorySegment in = NativeSegments.cast(source);
        MemorySegment out = NativeSegments.cast(target);
        for (int p = 0; p < length; p++) {
            long at = from + p * along;
            for (int i = 0; i < rows; i++) {
                out.setAtIndex(JAVA_FLOAT, to + i + p * step, in.getAtIndex(JAVA_FLOAT, at + i * across));
            }
        }
    }
}
