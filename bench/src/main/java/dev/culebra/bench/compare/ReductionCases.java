package dev.culebra.bench.compare;

import dev.culebra.engine.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** Sums and largest elements of all, of rows and of columns. */
record ReductionCases(Cases cases) {
    private static final List<List<Integer>> SIZES =
            List.of(List.of(64, 512), List.of(1024, 1000), List.of(4096, 4096));
    private static final List<List<Integer>> TINY_SIZES = List.of(List.of(4, 32));

    void run() {
        for (List<Integer> sizes : cases.tiny() ? TINY_SIZES : SIZES) {
            int rows = sizes.get(0);
            int columns = sizes.get(1);
            row("sum of all", sizes, sum((long) rows * columns), Tensor::sum);
            row("sums of rows", sizes, sum(columns), x -> x.sum(1));
            row("sums of columns", sizes, sum(rows), x -> x.sum(0));
            row("largest of all", sizes, 0, Tensor::max);
            row("largest of rows", sizes, 0, x -> x.max(1));
            row("largest of columns", sizes, 0, x -> x.max(0));
            row("place of the largest in rows", sizes, 0, x -> x.argmax(1));
            row("place of the largest in columns", sizes, 0, x -> x.argmax(0));
        }
    }

    /** Tolerance of a sum by halves of so many elements, which are 1/4 on average: it grows with the logarithm of the count. */
    private static double sum(long elements) {
        return elements / 4.0 * 32 * 0x1p-24;
    }

    private void row(String verb, List<Integer> sizes, double tolerance, UnaryOperator<Tensor> operation) {
        new VerbCases(cases, Row.Section.REDUCTIONS).row(verb, sizes, tolerance, operands -> {
            Tensor x = operands.matrix();
            return () -> operation.apply(x);
        });
    }
}
