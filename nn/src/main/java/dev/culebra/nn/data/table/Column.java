package dev.culebra.nn.data.table;

import java.util.List;

/**
 * How the texts of one column become numbers.
 *
 * <pre>{@code
 * switch (column) {
 *     case Column.Categorical(String name, List<String> categories) -> System.out.println(categories.size());
 *     case Column.Continuous(String name, double mean, double deviation) -> System.out.println(mean);
 * }
 * }</pre>
 */
public sealed interface Column {

    /** What it is called. */
    String name();

    /**
     * One of several texts: number {@code i + 1} is category {@code i}, number 0 a field in which nothing is known.
     *
     * @param categories that were seen, in alphabetical order
     */
    record Categorical(String name, List<String> categories) implements Column {
        /** Takes a copy. */
        public Categorical {
            categories = List.copyOf(categories);
        }

        /** How many numbers there are: one more than categories. */
        public int numbers() {
            return categories.size() + 1;
        }
    }

    /**
     * A number, less its mean, over its standard deviation; 0, the mean, where nothing is known.
     *
     * @param mean of the numbers that were seen
     * @param deviation of these, 1 where they are all alike
     */
    record Continuous(String name, double mean, double deviation) implements Column {}
}
