package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a reshaped view is never wrong is part of {@link LayoutArithmeticTest}; here, that one is found where there is one. */
class ReshapeTest {
    @Test
    void mergesAndSplitsWithinRuns() {
        Layout sliced = Layout.contiguous(Shape.of(4, 6, 5)).slice("slice", 0, 1, 3); // one run
        assertEquals(Layout.of(Shape.of(60), new long[] {1}, 30), sliced.reshape(Shape.of(60)).orElseThrow());
        Layout columns = Layout.contiguous(Shape.of(4, 6)).slice("slice", 1, 1, 5); // runs of 4
        assertEquals(Layout.of(Shape.of(2, 2, 2, 2), new long[] {12, 6, 2, 1}, 1), columns.reshape(Shape.of(2, 2, 2, 2))
                .orElseThrow());
    }

    @Test
    void neverMergesAcrossRuns() {
        Layout columns = Layout.contiguous(Shape.of(4, 6)).slice("slice", 1, 1, 5);
        assertEquals(Optional.empty(), columns.reshape(Shape.of(16)));
        assertEquals(Optional.empty(), columns.reshape(Shape.of(2, 8)));
        assertEquals(Optional.empty(), Layout.contiguous(Shape.of(3, 2)).permute(1, 0).reshape(Shape.of(6)));
    }

    @Test
    void axesOfSizeOneHaveNoSay() {
        Layout column = Layout.of(Shape.of(3, 1, 2), new long[] {10, 777, 5}, 0);
        assertEquals(6, column.reshape(Shape.of(1, 3, 1, 2, 1)).orElseThrow().shape().elements());
        assertTrue(column.reshape(Shape.of(6)).isPresent());
    }

    @Test
    void repeatedAxesMergeAmongThemselves() {
        Layout repeated = Layout.contiguous(Shape.of(1, 1, 5)).broadcastTo("add", Shape.of(2, 3, 5));
        assertEquals(Layout.of(Shape.of(6, 5), new long[] {0, 1}, 0), repeated.reshape(Shape.of(6, 5)).orElseThrow());
        assertEquals(Optional.empty(), repeated.reshape(Shape.of(30)));
    }

    /** Splits axes of a layout at random; merging them back must be possible as a view. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void whatWasSplitCanBeMerged(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            Shape shape = Shape.of(1 + random.nextInt(12), 1 + random.nextInt(12));
            Layout layout = Layout.contiguous(Shape.of(shape.size(0) + 1, shape.size(1) + 1)).slice("slice", 0, 1, shape
                    .size(0) + 1).slice("slice", 1, 1, shape.size(1) + 1);
            layout = random.nextBoolean() ? layout : layout.permute(1, 0);
            List<Long> sizes = new ArrayList<>();
            for (int axis = 0; axis < 2; axis++) {
                for (long size : randomFactors(random, layout.shape().size(axis)).toArray()) {
                    sizes.add(size);
                }
            }
            Shape split = Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
            Layout there = layout.reshape(split).orElseThrow(() -> new AssertionError("seed " + seed + " " + split));
            Layout back =
                    there.reshape(layout.shape()).orElseThrow(() -> new AssertionError("seed " + seed + " " + split));
            assertEquals(layout.shape(), back.shape());
            assertEquals(layout.extent(), back.extent());
        }
    }

    /** A shape with so many elements, now and then with axes of size 1. */
    static Shape randomFactors(SplittableRandom random, long elements) {
        List<Long> factors = new ArrayList<>();
        long left = elements;
        for (long factor = 2; left > 1 && factor <= left; factor++) {
            while (left % factor == 0) {
                factors.add(factor);
                left /= factor;
            }
        }
        if (elements == 0) {
            factors.addAll(List.of(0L, 3L));
        }
        Collections.shuffle(factors, new Random(random.nextLong()));
        List<Long> merged = new ArrayList<>();
        for (long factor : factors) {
            if (!merged.isEmpty() && random.nextBoolean()) {
                merged.set(merged.size() - 1, merged.getLast() * factor);
            } else {
                merged.add(factor);
            }
            if (random.nextInt(5) == 0) {
                merged.add(1L);
            }
        }
        return Shape.of(merged.stream().mapToLong(Long::longValue).toArray());
    }
}
