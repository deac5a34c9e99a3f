package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What {@code MovementTest} does not say of elements by index and of joined and flattened tensors. */
class IndexingTest {
    private static Tensor index(Shape shape, long... values) {
        return Tensor.of(shape, values);
    }

    @Test
    void gatherLeavesOutWhatTheIndexDoesNotCover() {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
            assertArrayEquals(new float[] {3, 1}, x.gather(1, index(Shape.of(1, 2), 2, 0)).toFloats());
            String message = assertThrows(ShapeException.class, () -> x.gather(1, index(Shape.of(3, 1), 0, 0, 0)))
                    .getMessage();
            assertTrue(message.contains("source [2, 3], index [3, 1]"), message);
        }
    }

    @Test
    void embeddingByAnIndexOfAnyShape() {
        try (Scope _ = Scope.open()) {
            Tensor table = Tensor.of(Shape.of(3, 2), 0, 1, 10, 11, 20, 21);
            Tensor rows = table.embedding(index(Shape.of(1, 2, 1), 2, 0));
            assertEquals(Shape.of(1, 2, 1, 2), rows.shape());
            assertArrayEquals(new float[] {20, 21, 0, 1}, rows.toFloats());
            assertArrayEquals(new float[] {10, 11}, table.embedding(index(Shape.scalar(), 1)).toFloats());
            assertThrows(IndexOutOfBoundsException.class, () -> table.embedding(index(Shape.of(1), 3)).toFloats());
        }
    }

    @Test
    void oneHot() {
        try (Scope _ = Scope.open()) {
            Tensor units = index(Shape.of(2), 2, 0).oneHot(3);
            assertEquals(DType.I64, units.dtype());
            assertEquals(Shape.of(2, 3), units.shape());
            assertArrayEquals(new long[] {0, 0, 1, 1, 0, 0}, units.toLongs());
            assertEquals(Shape.of(0, 4), index(Shape.of(0)).oneHot(4).shape());
            assertThrows(IndexOutOfBoundsException.class, () -> index(Shape.of(1), 3).oneHot(3).toLongs());
        }
    }

    @Test
    void stack() {
        try (Scope _ = Scope.open()) {
            Tensor a = Tensor.of(1f, 2f);
            Tensor b = Tensor.of(3f, 4f);
            assertArrayEquals(new float[] {1, 2, 3, 4}, Tensor.stack(0, a, b).toFloats());
            Tensor last = Tensor.stack(-1, a, b);
            assertArrayEquals(new float[] {1, 3, 2, 4}, last.toFloats());
            assertEquals(Shape.of(2, 2), last.shape());
            assertThrows(ShapeException.class, () -> Tensor.stack(0, a, a.unsqueeze(0)));
            assertThrows(ShapeException.class, () -> Tensor.stack(0));
        }
    }

    @Test
    void flattenSomeAxes() {
        Shape shape = Shape.of(2, 3, 4, 5);
        assertEquals(Shape.of(2, 60), shape.flatten(1, -1));
        assertEquals(Shape.of(2, 12, 5), shape.flatten(-3, 2));
        assertEquals(shape, shape.flatten(2, 2));
        assertEquals(Shape.of(1), Shape.scalar().flatten(0, -1));
        assertEquals(Shape.of(0), Shape.of(0, 3).flatten(0, 1));
        assertThrows(ShapeException.class, () -> shape.flatten(2, 1));
    }

    @Test
    void expand() {
        assertEquals(Shape.of(4, 2, 3), Shape.of(2, 1).expand(4, -1, 3));
        assertThrows(ShapeException.class, () -> Shape.of(2).expand(-1, 2));
        try (Scope _ = Scope.open()) {
            assertArrayEquals(new float[] {1, 2, 1, 2}, Tensor.of(1f, 2f).expand(2, -1).toFloats());
        }
    }
}
