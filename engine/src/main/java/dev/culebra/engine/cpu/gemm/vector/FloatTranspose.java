package dev.culebra.engine.cpu.gemm.vector;

import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes square blocks as wide as a vector: halves of rows are exchanged between rows half a block apart, then quarters, and
 * so on down to single lanes.
 */
final class FloatTranspose {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int HALF = LANES / 2;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final VectorShuffle<Float> SWAP_HALVES = swap(HALF);
    private static final VectorShuffle<Float> SWAP_4 = swap(4);
    private static final VectorShuffle<Float> SWAP_2 = swap(2);
    private static final VectorShuffle<Float> SWAP_1 = swap(1);
    private static final VectorMask<Float> ODD_HALVES = odd(HALF);
    private static final VectorMask<Float> ODD_4 = odd(4);
    private static final VectorMask<Float> ODD_2 = odd(2);
    private static final VectorMask<Float> ODD_1 = odd(1);

    private FloatTranspose() {}

    /** Exchanges groups of {@code size} lanes, each with the next one; none if there are not so many. */
    private static VectorShuffle<Float> swap(int size) {
        return SPECIES.shuffleFromOp(lane -> size < LANES ? lane ^ size : lane);
    }

    /** Every second group of {@code size} lanes. */
    private static VectorMask<Float> odd(int size) {
        boolean[] lanes = new boolean[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            lanes[lane] = (lane & size) != 0;
        }
        return VectorMask.fromArray(SPECIES, lanes, 0);
    }

    /**
     * Copies a block.
     *
     * @param at the first element in the segment
     * @param apart from one row of the block to the next in the segment, in elements
     * @param to the first element in the array
     * @param width from one row of the transposed block to the next in the array
     */
    static void copy(MemorySegment source, long at, long apart, float[] array, int to, int width) {
        MemorySegment segment = NativeSegments.cast(source);
        for (int i = 0; i < HALF; i++) {
            var a = FloatVector.fromMemorySegment(SPECIES, segment, (at + i * apart) * Float.BYTES, ORDER);
            var b = FloatVector.fromMemorySegment(SPECIES, segment, (at + (i + HALF) * apart) * Float.BYTES, ORDER);
            a.blend(b.rearrange(SWAP_HALVES), ODD_HALVES).intoArray(array, to + i * width);
            a.rearrange(SWAP_HALVES).blend(b, ODD_HALVES).intoArray(array, to + (i + HALF) * width);
        }
        if (LANES > 8) {
            exchange(array, to, width, 4, SWAP_4, ODD_4);
        }
        if (LANES > 4) {
            exchange(array, to, width, 2, SWAP_2, ODD_2);
        }
        if (LANES > 2) {
            exchange(array, to, width, 1, SWAP_1, ODD_1);
        }
    }

    private static void exchange(float[] array, int to, int width, int size, VectorShuffle<Float> swap,
            VectorMask<Float> odd) {
        for (int pair = 0; pair < HALF; pair++) {
            // A row whose number has no bit of this size, and the one that has it.
            int row = (pair & -size) * 2 + (pair & size - 1);
            int first = to + row * width;
            int second = first + size * width;
            var a = FloatVector.fromArray(SPECIES, array, first);
            var b = FloatVector.fromArray(SPECIES, array, second);
            a.blend(b.rearrange(swap), odd).intoArray(array, first);
            a.rearrange(swap).blend(b, odd).intoArray(array, second);
        }
    }
}
