package dev.culebra.engine.cpu.reduce.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * What loops over vectors of F32 share; single elements of memory, by their position. No method here takes or returns a vector:
 * where the JIT compiler does not inline it, which at a place that is rarely reached it does not, the vector is an object.
 */
final class FloatLanes {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    /** Whether there is a fused multiply-add: x86 without AVX may lack it, and what stands in for it is no loop's business. */
    static final boolean FUSED = SPECIES.vectorBitSize() > 128 || System.getProperty("os.arch").equals("aarch64");

    static final ByteOrder ORDER = ByteOrder.nativeOrder();
    static final VectorShuffle<Float> SWAP_1 = swap(1);
    static final VectorShuffle<Float> SWAP_2 = swap(2);
    static final VectorShuffle<Float> SWAP_4 = swap(4);
    static final VectorShuffle<Float> SWAP_8 = swap(8);

    /** From number n on, a vector whose last n lanes are 1, the others 0. */
    static final float[] LAST_LANES = lastLanes();

    private FloatLanes() {}

    private static float[] lastLanes() {
        float[] lanes = new float[2 * LANES];
        Arrays.fill(lanes, LANES, 2 * LANES, 1);
        return lanes;
    }

    /** Exchanges lanes whose numbers differ by {@code distance}; none if there are not so many. */
    private static VectorShuffle<Float> swap(int distance) {
        return SPECIES.shuffleFromOp(lane -> distance < LANES ? lane ^ distance : lane);
    }

    static float element(MemorySegment in, long at) {
        return NativeSegments.cast(in).getAtIndex(JAVA_FLOAT, at);
    }

    static void store(float x, MemorySegment out, long at) {
        NativeSegments.cast(out).setAtIndex(JAVA_FLOAT, at, x);
    }
}
