package dev.culebra.nn.data;

import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;

/**
 * What one input or one target is made of, without the batch axis.
 *
 * <pre>{@code
 * Row image = new Row(DType.F32, Shape.of(28, 28));
 * Row label = new Row(DType.I64, Shape.scalar());
 * label.bytes();      // 8
 * }</pre>
 *
 * @param dtype type of the elements
 * @param shape sizes of the axes; none for a single number
 */
public record Row(DType dtype, Shape shape) {

    /** How many bytes a row takes. */
    public long bytes() {
        return Math.multiplyExact(shape.elements(), (long) dtype.bytes());
    }

    /** The shape of {@code count} rows: {@code [count, …]}. */
    public Shape times(int count) {
        long[] row = shape.toArray();
        long[] sizes = new long[row.length + 1];
        sizes[0] = count;
        System.arraycopy(row, 0, sizes, 1, row.length);
        return Shape.of(sizes);
    }
}
