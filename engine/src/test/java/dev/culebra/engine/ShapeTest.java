package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void countsAxesAndElements() {
        Shape shape = Shape.of(64, 28, 3);
        assertEquals(3, shape.rank());
        assertEquals(64 * 28 * 3, shape.elements());
        assertEquals(28, shape.size(1));
        assertEquals(3, shape.size(-1));
        assertEquals(64, shape.size(-3));
        assertEquals("[64, 28, 3]", shape.toString());
    }

    @Test
    void aScalarHasOneElementAndAnEmptyAxisNone() {
        assertEquals(1, Shape.scalar().elements());
        assertEquals(0, Shape.scalar().rank());
        assertEquals("[]", Shape.of().toString());
        assertEquals(0, Shape.of(3, 0, Long.MAX_VALUE).elements());
    }

    @Test
    void isAValue() {
        long[] sizes = {2, 3};
        Shape shape = Shape.of(sizes);
        sizes[0] = 9;
        shape.toArray()[1] = 9;
        assertArrayEquals(new long[] {2, 3}, shape.toArray());
        assertEquals(Shape.of(2, 3), shape);
        assertEquals(Shape.of(2, 3).hashCode(), shape.hashCode());
        assertNotEquals(Shape.of(3, 2), shape);
        assertNotEquals(Shape.of(2, 3, 1), shape);
        assertEquals(Shape.scalar(), Shape.of());
    }

    @Test
    void refusesSizesThatCannotBe() {
        Rejected.because("shape: sizes must not be negative: [2, -1]", ShapeException.class, () -> Shape.of(2, -1));
        Rejected.because("shape: sizes must not be negative: [0, -1]", ShapeException.class, () -> Shape.of(0, -1));
        Rejected.because("shape: more than 2^63 - 1 elements: [4294967296, 2147483648]", ShapeException.class,
                () -> Shape.of(1L << 32, 1L << 31));
        Rejected.because("shape: more than 2^63 - 1 elements: [4294967296, 4294967296, 3]", ShapeException.class,
                () -> Shape.of(1L << 32, 1L << 32, 3));
        assertEquals(1L << 62, Shape.of(1L << 31, 1L << 31).elements());
    }

    @Test
    void refusesAxesThatAreNotThere() {
        Shape shape = Shape.of(4, 5);
        Rejected.because("softmax: axis 2 is out of range [-2, 1] for shape [4, 5]", ShapeException.class,
                () -> shape.axis("softmax", 2));
        Rejected.because("softmax: axis -3 is out of range [-2, 1] for shape [4, 5]", ShapeException.class,
                () -> shape.axis("softmax", -3));
        Rejected.because("sum: axis 0 of a scalar, which has none", ShapeException.class,
                () -> Shape.scalar().axis("sum",
                        0));
        Rejected.because("sum: axis 1 is named twice in [1, -1] for shape [4, 5]", ShapeException.class,
                () -> shape.axes("sum", 1, -1));
        Rejected.because("size: axis 7 is out of range [-2, 1] for shape [4, 5]", ShapeException.class,
                () -> shape.size(7));
        Rejected.because("with: axis 7 is out of range [-2, 1] for shape [4, 5]", ShapeException.class,
                () -> shape.with(7, 1));
    }

    @Test
    void masksAxes() {
        Shape shape = Shape.of(2, 3, 4);
        assertArrayEquals(new boolean[] {false, true, true}, shape.axes("sum", -1, 1));
        assertArrayEquals(new boolean[] {true, true, true}, shape.axes("sum"));
        assertArrayEquals(new boolean[0], Shape.scalar().axes("sum"));
    }

    @Test
    void replacesASize() {
        assertEquals(Shape.of(2, 9), Shape.of(2, 3).with(-1, 9));
        assertTrue(Shape.of(2, 3).equalsBeside(1, Shape.of(2, 7)));
        assertTrue(Shape.of(2, 3).equalsBeside(1, Shape.of(2, 3)));
        assertFalse(Shape.of(2, 3).equalsBeside(1, Shape.of(3, 3)));
        assertFalse(Shape.of(2, 3).equalsBeside(1, Shape.of(2, 3, 1)));
        assertFalse(Shape.of(2, 3).equalsBeside(1, Shape.of(2)));
    }

    @Test
    void broadcastsByNumPysRule() {
        assertEquals(Shape.of(5, 2, 3), Shape.broadcast("add", Shape.of(2, 3), Shape.of(5, 1, 1)));
        assertEquals(Shape.of(2, 3), Shape.broadcast("add", Shape.of(2, 1), Shape.of(3)));
        assertEquals(Shape.of(2, 0), Shape.broadcast("add", Shape.of(2, 1), Shape.of(0)));
        assertEquals(Shape.of(4), Shape.broadcast("add", Shape.scalar(), Shape.of(4)));
        assertEquals(Shape.scalar(), Shape.broadcast("add", Shape.scalar(), Shape.scalar()));
        Rejected.because("add: shapes do not broadcast (3 ≠ 4 at axis -1): left [2, 3], right [4]",
                ShapeException.class,
                () -> Shape.broadcast("add", Shape.of(2, 3), Shape.of(4)));
        Rejected.because("add: shapes do not broadcast (2 ≠ 0 at axis -1): left [2], right [0]", ShapeException.class,
                () -> Shape.broadcast("add", Shape.of(2), Shape.of(0)));
    }
}
