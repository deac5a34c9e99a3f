package dev.culebra.engine.cpu.reduce.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Vectors of F64 in memory. Positions are in elements. */
final class DoubleLanes {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final VectorShuffle<Double> SWAP_1 = swap(1);
    private static final VectorShuffle<Double> SWAP_2 = swap(2);
    private static final VectorShuffle<Double> SWAP_4 = swap(4);

    private DoubleLanes() {}

    /** Exchanges lanes whose numbers differ by {@code distance}; none if there are not so many. */
    private static VectorShuffle<Double> swap(int distance) {
        return SPECIES.shuffleFromOp(lane -> distance < LANES ? lane ^ distance : lane);
    }

    static DoubleVector load(MemorySegment in, long at) {
        return DoubleVector.fromMemorySegment(SPECIES, NativeSegments.cast(in), at * Double.BYTES, ORDER);
    }

    static double element(MemorySegment in, long at) {
        return NativeSegments.cast(in).getAtIndex(JAVA_DOUBLE, at);
    }

    static void store(DoubleVector x, MemorySegment out, long at) {
        x.intoMemorySegment(NativeSegments.cast(out), at * Double.BYTES, ORDER);
    }

    static void store(double x, MemorySegment out, long at) {
        NativeSegments.cast(out).setAtIndex(JAVA_DOUBLE, at, x);
    }

    /** The sum of the lanes, always in the same order: halves are added to halves. */
    static double sum(DoubleVector x) {
        DoubleVector s = x;
        if (LANES > 4) {
            s = s.add(s.rearrange(SWAP_4));
        }
        if (LANES > 2) {
            s = s.add(s.rearrange(SWAP_2));
        }
        return s.add(s.rearrange(SWAP_1)).lane(0);
    }
}
