package dev.culebra.engine.cpu.reduce.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
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

    static final ByteOrder ORDER = ByteOrder.nativeOrder();
    static final VectorShuffle<Float> SWAP_1 = swap(1);
    static final VectorShuffle<Float> SWAP_2 = swap(2);
    static final VectorShuffle<Float> SWAP_4 = swap(4);
    static final VectorShuffle<Float> SWAP_8 = swap(8);

    private FloatLanes() {}

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
