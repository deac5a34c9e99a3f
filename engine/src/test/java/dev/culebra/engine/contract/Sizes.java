package dev.culebra.engine.contract;

import dev.culebra.engine.Shape;
import java.util.List;

/** Shapes that bring out the edges of loops: empty, one, just below, at and above vector widths and blocks. */
final class Sizes {
    /** Lengths of one axis. */
    static final List<Long> LENGTHS =
            List.of(0L, 1L, 2L, 3L, 7L, 8L, 15L, 16L, 17L, 31L, 33L, 63L, 64L, 65L, 100L, 1000L, 4097L);

    /** Of every rank to 4, some without elements. */
    static final List<Shape> SHAPES = List.of(Shape.scalar(), Shape.of(0), Shape.of(1), Shape.of(5), Shape.of(33),
            Shape.of(
                    257),
            Shape.of(3, 5), Shape.of(1, 19), Shape.of(17, 1), Shape.of(16, 16), Shape.of(9, 65), Shape.of(0, 4), Shape
                    .of(4, 0),
            Shape.of(2, 3, 7), Shape.of(3, 1, 18), Shape.of(5, 0, 2), Shape.of(4, 33, 2), Shape.of(2, 3,
                    4, 5),
            Shape.of(3, 2, 1, 17), Shape.of(1, 1, 1, 1));

    private Sizes() {}
}
