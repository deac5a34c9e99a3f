package dev.culebra.nn.data.table;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a text file holds a table: fields between separators, a row a line, quotation marks around fields that contain
 * separators. Immutable: each method that sets something returns another format.
 *
 * <pre>{@code
 * TableFormat adult = TableFormat.named("age", "workclass", "income").missing("?").comment('|');
 * TableFormat tabs = TableFormat.headed().separator('\t');
 * }</pre>
 *
 * @param names of the columns; none if the file's first line names them
 * @param separator between fields
 * @param missing what a field holds when nothing is known, beside nothing at all
 * @param comment begins lines to pass over
 */
public record TableFormat(List<String> names, char separator, Set<String> missing, Optional<Character> comment) {

    /** Takes copies. */
    public TableFormat {
        names = List.copyOf(names);
        missing = Set.copyOf(missing);
    }

    /** Commas, and a first line with the columns' names. */
    public static TableFormat headed() {
        return new TableFormat(List.of(), ',', Set.of(), Optional.empty());
    }

    /** Commas, and no line with names: they are given here. */
    public static TableFormat named(String... names) {
        return new TableFormat(List.of(names), ',', Set.of(), Optional.empty());
    }

    /** With another separator. */
    public TableFormat separator(char another) {
        return new TableFormat(names, another, missing, comment);
    }

    /** With texts that mean that nothing is known, as in {@code ?} or {@code NA}. */
    public TableFormat missing(String... texts) {
        return new TableFormat(names, separator, Set.of(texts), comment);
    }

    /** With lines to pass over, which begin with this character. */
    public TableFormat comment(char beginning) {
        return new TableFormat(names, separator, missing, Optional.of(beginning));
    }
}
