package dev.culebra.nn.data.table;

import dev.culebra.nn.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A table of texts, with the places in the file that its rows come from, for messages.
 *
 * <pre>{@code
 * Table iris = Table.read(Path.of("iris.data"), TableFormat.named("length", "width", "species"));
 * iris.rows();                    // 150
 * iris.text(0, 2);                // Optional[Iris-setosa]
 * iris.number(0, 0);              // OptionalDouble[5.1]
 * }</pre>
 */
public final class Table {

    private final String file;
    private final List<String> names;
    private final List<Optional<String>[]> rows;
    private final int[] lines;

    Table(String file, List<String> names, List<Optional<String>[]> rows, int[] lines) {
        this.file = file;
        this.names = List.copyOf(names);
        this.rows = rows;
        this.lines = lines;
    }

    /**
     * Reads a file in UTF-8. Blanks around fields and empty lines are passed over.
     *
     * @throws DataException if there is no such file, it is not UTF-8, a row has more or fewer fields than there are columns, a
     *     name comes twice, or quotation marks do not close: the message says in which line
     */
    public static Table read(Path file, TableFormat format) {
        return new TableReader(String.valueOf(file.getFileName()), format).read(file);
    }

    /**
     * Reads a text as {@link #read} reads a file.
     *
     * @param name in place of a file's, for messages
     * @throws DataException as there
     */
    public static Table parse(String name, String text, TableFormat format) {
        return new TableReader(name, format).read(text);
    }

    /** Names of the columns. */
    public List<String> names() {
        return names;
    }

    /** How many rows there are. */
    public int rows() {
        return rows.size();
    }

    /**
     * The number of a column.
     *
     * @throws DataException if there is none of that name
     */
    public int column(String name) {
        int column = names.indexOf(name);
        if (column < 0) {
            throw new DataException("table: %s: has no column \"%s\"; it has %s".formatted(file, name, names));
        }
        return column;
    }

    /** A field; nothing where it is missing. */
    public Optional<String> text(int row, int column) {
        return rows.get(row)[column];
    }

    /**
     * A field that holds a number; nothing where it is missing.
     *
     * @throws DataException if it holds something else
     */
    public Optional<Double> number(int row, int column) {
        return text(row, column).map(text -> {
            try {
                double number = Double.parseDouble(text);
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new DataException(failure(row, column, "\"%s\" is not a number", text).getMessage(), e);
            }
            throw failure(row, column, "\"%s\" is not a finite number", text);
        });
    }

    /** The same table with the texts of one column changed. */
    public Table map(String column, UnaryOperator<String> change) {
        int changed = column(column);
        List<Optional<String>[]> copies = new ArrayList<>();
        for (Optional<String>[] row : rows) {
            Optional<String>[] copy = row.clone();
            copy[changed] = row[changed].map(change);
            copies.add(copy);
        }
        return new Table(file, names, copies, lines);
    }

    /** Some of the rows, in the given order. */
    public Table subset(int... indices) {
        return new Table(file, names, Arrays.stream(indices).mapToObj(rows::get).toList(), Arrays.stream(indices).map(
                i -> lines[i]).toArray());
    }

    /** An error in one field. */
    DataException failure(int row, int column, String rule, Object... values) {
        return new DataException("table: %s: line %d, column \"%s\": %s".formatted(file, lines[row], names.get(column),
                String.format(Locale.ROOT, rule, values)));
    }
}
