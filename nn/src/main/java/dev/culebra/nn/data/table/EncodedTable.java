package dev.culebra.nn.data.table;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import dev.culebra.nn.data.Dataset;
import dev.culebra.nn.data.Row;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;

/**
 * A table as numbers; made by {@link Encoding#apply}.
 *
 * <pre>{@code
 * EncodedTable table = encoding.apply(train);
 * DataLoader loader = DataLoader.of(table.dataset(), 64).shuffle(1);
 * }</pre>
 *
 * <p>The arrays are not copied; who holds them must not change them.
 *
 * @param encoding what the numbers mean
 * @param rows how many there are
 * @param inputs {@code [rows, columns]}: numbers of categories, then normalised numbers
 * @param targets {@code [rows]}: numbers of classes, or the target's own numbers
 */
public record EncodedTable(Encoding encoding, int rows, float[] inputs, float[] targets) {

    /** Numbers in a row. */
    public int columns() {
        return encoding.categorical().size() + encoding.continuous().size();
    }

    /** The targets as classes, for a stratified split. */
    public int[] labels() {
        return IntStream.range(0, rows).map(row -> (int) targets[row]).toArray();
    }

    /**
     * The rows as examples: inputs are F32 {@code [b, columns]}; targets I64 {@code [b]} if they are classes, else F32
     * {@code [b]}.
     */
    public Dataset dataset() {
        int width = columns();
        boolean classes = encoding.target() instanceof Column.Categorical;
        return Dataset.rows(rows, new Row(DType.F32, Shape.of(width)), new Row(classes ? DType.I64 : DType.F32, Shape
                .scalar()), (index, to, at, targetTo, targetAt) -> {
                    MemorySegment.copy(inputs, index * width, to, JAVA_FLOAT, at, width);
                    if (classes) {
                        targetTo.set(JAVA_LONG, targetAt, (long) targets[index]);
                    } else {
                        targetTo.set(JAVA_FLOAT, targetAt, targets[index]);
                    }
                });
    }
}
