package dev.culebra.nn.data.table;

import dev.culebra.nn.data.DataException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Turns tables into numbers as one table, the one to learn from, suggests: its categories, means and deviations are applied to
 * every other, so that nothing of what a model is judged by leaks into what it is taught by.
 *
 * <pre>{@code
 * Encoding encoding = Encoding.learn(train, List.of("workclass", "sex"), List.of("age", "hours"), "income");
 * Dataset examples = encoding.apply(train).dataset();
 * Dataset judges = encoding.apply(test).dataset();
 * }</pre>
 *
 * @param categorical columns, which come first
 * @param continuous columns, which follow
 * @param target what is to be predicted: a class, if categorical, or a number, which stays as it is
 */
public record Encoding(List<Column.Categorical> categorical, List<Column.Continuous> continuous, Column target) {

    /** Takes copies. */
    public Encoding {
        categorical = List.copyOf(categorical);
        continuous = List.copyOf(continuous);
    }

    /**
     * An encoding whose target is a class.
     *
     * @throws DataException if a column does not exist, or one that is called continuous holds something else than numbers
     */
    public static Encoding learn(Table table, List<String> categorical, List<String> continuous, String target) {
        return new Encoding(categorical.stream().map(name -> categorical(table, name)).toList(),
                continuous.stream().map(
                        name -> continuous(table, name)).toList(),
                categorical(table, target));
    }

    /** An encoding whose target is a number; otherwise as {@link #learn}. */
    public static Encoding learnNumber(Table table, List<String> categorical, List<String> continuous, String target) {
        return new Encoding(categorical.stream().map(name -> categorical(table, name)).toList(),
                continuous.stream().map(
                        name -> continuous(table, name)).toList(),
                continuous(table, target));
    }

    private static Column.Categorical categorical(Table table, String name) {
        int column = table.column(name);
        TreeSet<String> categories = new TreeSet<>();
        for (int row = 0; row < table.rows(); row++) {
            table.text(row, column).ifPresent(categories::add);
        }
        return new Column.Categorical(name, List.copyOf(categories));
    }

    private static Column.Continuous continuous(Table table, String name) {
        int column = table.column(name);
        List<Double> numbers = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            table.number(row, column).ifPresent(numbers::add);
        }
        double mean = numbers.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double variance = numbers.stream().mapToDouble(number -> (number - mean) * (number - mean)).average().orElse(0);
        return new Column.Continuous(name, mean, variance > 0 ? Math.sqrt(variance) : 1);
    }

    /** Names of the input columns, in their order among the numbers. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        categorical.forEach(column -> names.add(column.name()));
        continuous.forEach(column -> names.add(column.name()));
        return names;
    }

    /**
     * The numbers of a table, which must have the encoding's columns.
     *
     * @throws DataException if a column does not exist, a category is unknown, a number is none, or the target of a row is
     *     missing: the message says in which line and column
     */
    public EncodedTable apply(Table table) {
        int width = categorical.size() + continuous.size();
        float[] inputs = new float[Math.multiplyExact(table.rows(), width)];
        for (int i = 0; i < categorical.size(); i++) {
            int[] numbers = numbers(table, categorical.get(i));
            for (int row = 0; row < numbers.length; row++) {
                inputs[row * width + i] = numbers[row];
            }
        }
        for (int i = 0; i < continuous.size(); i++) {
            Column.Continuous known = continuous.get(i);
            int column = table.column(known.name());
            for (int row = 0; row < table.rows(); row++) {
                Optional<Double> number = table.number(row, column);
                inputs[row * width + categorical.size()
                        + i] = (float) number.map(value -> (value - known.mean()) / known
                                .deviation()).orElse(0.0).doubleValue();
            }
        }
        return new EncodedTable(this, table.rows(), inputs, targets(table));
    }

    private float[] targets(Table table) {
        int column = table.column(target.name());
        float[] targets = new float[table.rows()];
        switch (target) {
            case Column.Categorical classes -> {
                int[] numbers = numbers(table, classes);
                for (int row = 0; row < targets.length; row++) {
                    if (numbers[row] == 0) {
                        throw table.failure(row, column, "is missing, and is what is to be predicted");
                    }
                    targets[row] = numbers[row] - 1;
                }
            }
            case Column.Continuous _ -> {
                for (int row = 0; row < targets.length; row++) {
                    int here = row;
                    targets[row] = table.number(row, column).orElseThrow(() -> table.failure(here, column,
                            "is missing, and is what is to be predicted")).floatValue();
                }
            }
        }
        return targets;
    }

    private static int[] numbers(Table table, Column.Categorical known) {
        int column = table.column(known.name());
        Map<String, Integer> numbers = new HashMap<>();
        known.categories().forEach(category -> numbers.put(category, numbers.size() + 1));
        int[] found = new int[table.rows()];
        for (int row = 0; row < found.length; row++) {
            Optional<String> text = table.text(row, column);
            if (text.isPresent()) {
                Integer number = numbers.get(text.get());
                if (number == null) {
                    throw table.failure(row, column, "unknown category \"%s\"", text.get());
                }
                found[row] = number;
            }
        }
        return found;
    }
}
