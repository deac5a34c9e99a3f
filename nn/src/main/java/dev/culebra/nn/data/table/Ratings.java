package dev.culebra.nn.data.table;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import dev.culebra.nn.data.DataException;
import dev.culebra.nn.data.Dataset;
import dev.culebra.nn.data.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Who liked what how much: for each rating, the numbers of its user and item among {@code users} and {@code items}, and its
 * value.
 *
 * <pre>{@code
 * Ratings ratings = Ratings.read(Path.of("ml-100k/u.data"));
 * ratings.users().size(); // 943
 * }</pre>
 *
 * <p>The arrays are not copied; who holds them must not change them.
 *
 * @param users their names, in the order in which they first rate
 * @param items theirs, in the order in which they are first rated
 * @param user number of the user of each rating
 * @param item number of its item
 * @param values the ratings
 */
public record Ratings(List<String> users, List<String> items, int[] user, int[] item, float[] values) {

    /**
     * @throws IllegalArgumentException if the arrays' lengths differ
     */
    public Ratings {
        users = List.copyOf(users);
        items = List.copyOf(items);
        if (user.length != values.length || item.length != values.length) {
            throw new IllegalArgumentException("ratings: %d users and %d items for %d ratings".formatted(user.length,
                    item.length, values.length));
        }
    }

    /**
     * Reads ratings as MovieLens publishes them: {@code u.data}, four columns between tabs without names, or a file whose first
     * line names its columns, {@code userId,movieId,rating,timestamp}. Of the latter kind any will do whose first two columns
     * are user and item, and which has a column {@code rating}.
     *
     * @throws DataException if there is no such file, or it is none of these: the message says in which line and column
     */
    public static Ratings read(Path file) {
        boolean tabs = String.valueOf(file.getFileName()).endsWith(".data");
        Table table = Table.read(file, tabs
                ? TableFormat.named("user", "item", "rating", "timestamp").separator('\t')
                : TableFormat.headed());
        int rating = table.column("rating");
        if (rating < 2) {
            throw new DataException("ratings: %s: columns must be user, item, …, rating, …; they are %s".formatted(file
                    .getFileName(), table.names()));
        }
        SequencedMap<String, Integer> users = new LinkedHashMap<>();
        SequencedMap<String, Integer> items = new LinkedHashMap<>();
        int[] user = new int[table.rows()];
        int[] item = new int[table.rows()];
        float[] values = new float[table.rows()];
        for (int row = 0; row < values.length; row++) {
            user[row] = number(table, row, 0, users);
            item[row] = number(table, row, 1, items);
            int here = row;
            values[row] = table.number(row, rating).orElseThrow(() -> table.failure(here, rating, "is missing"))
                    .floatValue();
        }
        return new Ratings(new ArrayList<>(users.keySet()), new ArrayList<>(items.keySet()), user, item, values);
    }

    private static int number(Table table, int row, int column, SequencedMap<String, Integer> numbers) {
        String name = table.text(row, column).orElseThrow(() -> table.failure(row, column, "is missing"));
        return numbers.computeIfAbsent(name, _ -> numbers.size());
    }

    /** How many ratings there are. */
    public int count() {
        return values.length;
    }

    /** The ratings as examples: inputs are I64 {@code [b, 2]}, user and item; targets F32 {@code [b]}. */
    public Dataset dataset() {
        return Dataset.rows(count(), new Row(DType.I64, Shape.of(2)), new Row(DType.F32, Shape.scalar()),
                (index, to, at,
                        targetTo, targetAt) -> {
                    to.set(JAVA_LONG, at, user[index]);
                    to.set(JAVA_LONG, at + Long.BYTES, item[index]);
                    targetTo.set(JAVA_FLOAT, targetAt, values[index]);
                });
    }
}
