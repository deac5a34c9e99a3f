package dev.culebra.engine.cpu.reduce.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Vectors of F32 in memory. Positions are in elements. */
final class FloatLanes {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final VectorShuffle<Float> SWAP_1 = swap(1);
    private static final VectorShuffle<Float> SWAP_2 = swap(2);
    private static final VectorShuffle<Float> SWAP_4 = swap(4);
    private static final VectorShuffle<Float> SWAP_8 = swap(8);

    private FloatLanes() {}

    /** Exchanges lanes whose numbers differ by {@code distance}; none if there are not so many. */
    private static VectorShuffle<Float> swap(int distance) {
        return SPECIES.shuffleFromOp(lane -> distance < LANES ? lane ^ distance : lane);
    }

    static FloatVector load(MemorySegment in, long at) {
        return FloatVector.fromMemorySegment(SPECIES, NativeSegments.cast(in), at * Float.BYTES, ORDER);
    }

    static float element(MemorySegment in, long at) {
        return NativeSegments.cast(in).getAtIndex(JAVA_FLOAT, at);
    }

    static void store(FloatVector x, MemorySegment out, long at) {
        x.intoMemorySegment(NativeSegments.cast(out), at * Float.BYTES, ORDER);
    }

    static void store(float x, MemorySegment out, long at) {
        NativeSegments.cast(out).setAtIndex(JAVA_FLOAT, at, x);
    }

    /** The sum of the lanes, always in the same order: halves are added to halves. */
    static float sum(FloatVector x) {
        FloatVector s = x;
        if (LANES > 8) {
            s = s.add(s.rearrange(SWAP_8));
        }
        if (LANES > 4) {
            s = s.add(s.rearrange(SWAP_4));
        }
        if (LANES > 2) {
            s = s.add(s.rearrange(SWAP_2));
        }
        return s.add(s.rearrange(SWAP_1)).lane(0);
    }
}
