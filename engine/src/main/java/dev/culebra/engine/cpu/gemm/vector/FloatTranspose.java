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
        exchangeParts(array, to, width);
    }

    /** As {@link #copy(MemorySegment, long, long, float[], int, int)}, off the heap, by way of {@code block}. */
    static void copy(MemorySegment source, long at, long apart, MemorySegment target, long to, long width,
            float[] block) {
        copy(source, at, apart, block, 0, LANES);
        MemorySegment result = NativeSegments.cast(target);
        for (int i = 0; i < LANES; i++) {
            FloatVector.fromArray(SPECIES, block, i * LANES).intoMemorySegment(result, (to + i * width) * Float.BYTES,
                    ORDER);
        }
    }

    /**
     * Moves a block out of an array; what is left there is undefined.
     *
     * @param at the first element in the array
     * @param width from one row of the block to the next in the array
     * @param to the first element in the target
     * @param apart from one row of the transposed block to the next in the target
     */
    static void move(float[] array, int at, int width, MemorySegment target, long to, long apart) {
        exchange(array, at, width, HALF, SWAP_HALVES, ODD_HALVES);
        exchangeParts(array, at, width);
        MemorySegment result = NativeSegments.cast(target);
        for (int i = 0; i < LANES; i++) {
            FloatVector.fromArray(SPECIES, array, at + i * width).intoMemorySegment(result, (to + i * apart)
                    * Float.BYTES, ORDER);
        }
    }

    /**
     * Replaces vectors by the sums of their lanes, side by side, always added in the same order: half a vector to the other half,
     * then quarters, and so on, so that after each step two vectors fit into one.
     *
     * @param count how many vectors, a power of two
     */
    static void addLanes(float[] vectors, int count) {
        addGroups(vectors, count, HALF, SWAP_HALVES, ODD_HALVES);
        if (LANES > 8) {
            addGroups(vectors, count * 8 / LANES, 4, SWAP_4, ODD_4);
        }
        if (LANES > 4) {
            addGroups(vectors, count * 4 / LANES, 2, SWAP_2, ODD_2);
        }
        if (LANES > 2) {
            addGroups(vectors, count * 2 / LANES, 1, SWAP_1, ODD_1);
        }
    }

    private static void addGroups(float[] vectors, int count, int size, VectorShuffle<Float> swap,
            VectorMask<Float> odd) {
        for (int pair = 0; pair < count / 2; pair++) {
            int row = (pair & -size) * 2 + (pair & size - 1);
            var a = FloatVector.fromArray(SPECIES, vectors, row * LANES);
            var b = FloatVector.fromArray(SPECIES, vectors, (row + size) * LANES);
            a.blend(b.rearrange(swap), odd).add(a.rearrange(swap).blend(b, odd)).intoArray(vectors, pair * LANES);
        }
    }

    /** All but the halves. */
    private static void exchangeParts(float[] array, int to, int width) {
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
