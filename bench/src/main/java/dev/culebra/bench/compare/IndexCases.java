package dev.culebra.bench.compare;

import dev.culebra.engine.Tensor;
import java.util.List;

/** Rows of a table by index, as an embedding takes them and adds gradients to them, and single elements along rows. */
record IndexCases(Cases cases) {
    private static final List<List<Integer>> SIZES =
            List.of(List.of(1000, 64, 512), List.of(10_000, 50, 4096), List.of(50_000, 256, 8192));
    private static final List<List<Integer>> TINY_SIZES = List.of(List.of(10, 8, 4));
    /** Some sums of numbers below 1/2. */
    private static final double TOLERANCE = 16 * 0x1p-24;

    /**
     * @param table {@code [entries, columns]}
     * @param rows {@code [count]}
     * @param elements {@code [count, columns]}
     * @param added {@code [count, columns]}
     */
    private record Operands(Tensor table, Tensor rows, Tensor elements, Tensor added) {}

    private interface Operation {
        Tensor of(Operands operands);
    }

    void run() {
        for (List<Integer> sizes : cases.tiny() ? TINY_SIZES : SIZES) {
            row("rows by index", sizes, 0, o -> o.table.indexSelect(0, o.rows));
            row("rows added by index", sizes, TOLERANCE, o -> view(o.table.indexAdd(0, o.rows, o.added)));
            row("elements by index", sizes, 0, o -> o.table.gather(0, o.elements));
            row("elements added by index", sizes, TOLERANCE, o -> view(o.table.scatterAdd(0, o.elements, o.added)));
        }
    }

    /** To be closed without the table. */
    private static Tensor view(Tensor table) {
        return table.flatten();
    }

    private void row(String verb, List<Integer> sizes, double tolerance, Operation operation) {
        long entries = sizes.get(0);
        long columns = sizes.get(1);
        long count = sizes.get(2);
        new VerbCases(cases, Row.Section.INDICES).row(verb, sizes, tolerance, given -> {
            Operands operands = new Operands(given.numbers(1, entries, columns), given.indices(entries, count),
                    given.indices(entries, count, columns), given.numbers(2, count, columns));
            return () -> operation.of(operands);
        });
    }
}
