package dev.culebra.nn;

import dev.culebra.engine.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a model consists of, layer by layer, for an input of some shape.
 *
 * <pre>{@code
 * System.out.println(model.summary(Shape.of(64, 784)));
 * }</pre>
 *
 * @param rows one a layer, in order, those of a composite after it
 * @param parameters number of learnt values in all
 */
public record Summary(List<Row> rows, long parameters) {
    /**
     * One layer.
     *
     * @param name where it stands, as in {@code 0.inner}; empty for the model itself
     * @param layer what it is
     * @param output shape of its output; empty inside composites that do not say what they hand to their children
     * @param parameters number of learnt values, those of its children included
     */
    public record Row(String name, String layer, Optional<Shape> output, long parameters) {}

    /** Takes a copy of the list. */
    public Summary {
        rows = List.copyOf(rows);
    }

    static Summary of(Layer model, Shape input) {
        List<Row> rows = new ArrayList<>();
        add(rows, "", model, Optional.of(input));
        return new Summary(rows, model.parameterCount());
    }

    private static void add(List<Row> rows, String name, Layer layer, Optional<Shape> input) {
        String kind = layer instanceof Composite ? layer.getClass().getSimpleName() : layer.toString();
        rows.add(new Row(name, kind, input.map(layer::outputShape), layer.parameterCount()));
        if (layer instanceof Composite composite) {
            SequencedMap<String, Shape> inputs = input.map(composite::childInputs).orElseGet(
                    LinkedHashMap::new);
            String prefix = name.isEmpty() ? "" : name + ".";
            composite.children().forEach((child, inner) -> add(rows, prefix + child, inner, Optional.ofNullable(inputs
                    .get(child))));
        }
    }

    /** A table: name, layer, shape of the output and number of parameters. */
    @Override
    public String toString() {
        int names = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
        int layers = rows.stream().mapToInt(row -> row.layer.length()).max().orElse(0);
        int shapes = rows.stream().mapToInt(row -> shape(row).length()).max().orElse(0);
        StringBuilder table = new StringBuilder();
        for (Row row : rows) {
            table.append(
                    "%s  %s  %s  %,15d%n".formatted(padded(row.name, names), padded(row.layer, layers), padded(shape(
                            row), shapes), row.parameters));
        }
        return table.append("%,d parameters".formatted(parameters)).toString();
    }

    private static String shape(Row row) {
        return row.output.map(Shape::toString).orElse("?");
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
