package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final Layout ROWS = Layout.contiguous(Shape.of(2, 3));

    @Test
    void contiguousIsRowMajor() {
        assertArrayEquals(new long[] {12, 4, 1}, Layout.contiguous(Shape.of(2, 3, 4)).strides());
        assertEquals(24, Layout.contiguous(Shape.of(2, 3, 4)).extent());
        assertEquals(1, Layout.contiguous(Shape.scalar()).extent());
        assertEquals(0, Layout.contiguous(Shape.of(2, 0)).extent());
    }

    @Test
    void describesItself() {
        assertEquals("[3, 2] strides [1, 3] offset 0", ROWS.permute(1, 0).toString());
    }

    @Test
    void isAValue() {
        long[] strides = {3, 1};
        Layout layout = Layout.of(Shape.of(2, 3), strides, 0);
        strides[0] = 0;
        layout.strides()[0] = 0;
        assertEquals(ROWS, layout);
        assertEquals(ROWS.hashCode(), layout.hashCode());
        assertNotEquals(ROWS, Layout.of(Shape.of(2, 3), new long[] {3, 1}, 1));
        assertNotEquals(ROWS, Layout.of(Shape.of(2, 3), new long[] {1, 2}, 0));
    }

    @Test
    void knowsWhatIsContiguous() {
        assertTrue(ROWS.slice("slice", 0, 1, 2).isContiguous());
        assertTrue(ROWS.unsqueeze(1).isContiguous());
        assertTrue(ROWS.slice("slice", 0, 1, 1).isContiguous());
        assertTrue(Layout.of(Shape.of(1, 3), new long[] {77, 1}, 5).isContiguous());
        assertFalse(ROWS.permute(1, 0).isContiguous());
        assertFalse(ROWS.slice("slice", 1, 0, 2).isContiguous());
        assertFalse(Layout.contiguous(Shape.of(1)).broadcastTo("add", Shape.of(2)).isContiguous());
    }

    @Test
    void aLayoutWithoutElementsReachesNothingWhereverItWasCut() {
        Layout end = ROWS.slice("slice", 0, 2, 2).slice("slice", 1, 3, 3);
        assertEquals(0, end.extent());
        assertEquals(0, end.offset());
        assertEquals(0, Layout.contiguous(Shape.of(0, 3)).slice("slice", 1, 1, 3).extent());
        assertEquals(0, Layout.contiguous(Shape.of(0, 3)).select(1, 2).extent());
    }

    @Test
    void refusesPermutationsThatAreNone() {
        Rejected.because("permute: needs every axis once: axes [0] for shape [2, 3]", ShapeException.class,
                () -> ROWS.permute(0));
        Rejected.because("permute: axis 1 is named twice in [1, -1] for shape [2, 3]", ShapeException.class,
                () -> ROWS.permute(1, -1));
        Rejected.because("permute: axis 2 is out of range [-2, 1] for shape [2, 3]", ShapeException.class,
                () -> ROWS.permute(0, 2));
    }

    @Test
    void refusesRangesOutsideTheAxis() {
        Rejected.because("slice: range [1, 4) does not lie in axis 1 of shape [2, 3]", ShapeException.class,
                () -> ROWS.slice("slice", -1, 1, 4));
        Rejected.because("slice: range [-1, 1) does not lie in axis 0 of shape [2, 3]", ShapeException.class,
                () -> ROWS.slice("slice", 0, -1, 1));
        Rejected.because("slice: range [2, 1) does not lie in axis 0 of shape [2, 3]", ShapeException.class,
                () -> ROWS.slice("slice", 0, 2, 1));
        Rejected.because("select: index 3 does not lie in axis 1 of shape [2, 3]", ShapeException.class,
                () -> ROWS.select(1, 3));
        Rejected.because("select: index -1 does not lie in axis 1 of shape [2, 3]", ShapeException.class,
                () -> ROWS.select(1, -1));
        Rejected.because("select: axis 0 of a scalar, which has none", ShapeException.class,
                () -> Layout.contiguous(Shape.scalar()).select(0, 0));
    }

    @Test
    void refusesAxesThatCannotBeAddedOrDropped() {
        Rejected.because("unsqueeze: axis 3 is out of range [-3, 2] for shape [2, 3]", ShapeException.class,
                () -> ROWS.unsqueeze(3));
        Rejected.because("unsqueeze: axis -4 is out of range [-3, 2] for shape [2, 3]", ShapeException.class,
                () -> ROWS.unsqueeze(-4));
        Rejected.because("squeeze: axis 1 has size 3, not 1, in shape [2, 3]", ShapeException.class,
                () -> ROWS.squeeze(-1));
    }

    @Test
    void refusesBroadcastsThatDoNotFit() {
        Rejected.because("add: shape [2, 3] does not broadcast to [2, 4]", ShapeException.class,
                () -> ROWS.broadcastTo("add", Shape.of(2, 4)));
        Rejected.because("add: shape [2, 3] does not broadcast to [3]", ShapeException.class,
                () -> ROWS.broadcastTo("add", Shape.of(3)));
        assertSame(ROWS, ROWS.broadcastTo("add", Shape.of(2, 3)));
    }

    @Test
    void refusesOtherNumbersOfElements() {
        Rejected.because("reshape: number of elements differs (6 ≠ 8): from [2, 3] to [2, 4]", ShapeException.class,
                () -> ROWS.reshape(Shape.of(2, 4)));
    }

    @Test
    void refusesStridesThatCannotBe() {
        Rejected.because("layout: needs 2 strides ≥ 0 and an offset ≥ 0 for shape [2, 3], got [1] and 0",
                ShapeException.class, () -> Layout.of(Shape.of(2, 3), new long[] {1}, 0));
        Rejected.because("layout: needs 2 strides ≥ 0 and an offset ≥ 0 for shape [2, 3], got [3, -1] and 0",
                ShapeException.class, () -> Layout.of(Shape.of(2, 3), new long[] {3, -1}, 0));
        Rejected.because("layout: needs 2 strides ≥ 0 and an offset ≥ 0 for shape [2, 3], got [3, 1] and -2",
                ShapeException.class, () -> Layout.of(Shape.of(2, 3), new long[] {3, 1}, -2));
        Rejected.because(
                "layout: the last element of [2, 3] strides [9223372036854775807, 1] offset 0 lies beyond 2^63 - 1",
                ShapeException.class, () -> Layout.of(Shape.of(2, 3), new long[] {Long.MAX_VALUE, 1}, 0));
    }
}
