package dev.culebra.bench.compare;

import com.google.gson.JsonObject;
import dev.culebra.engine.Precision;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.util.List;
import java.util.SequencedMap;

/**
 * Products of square matrices, from 256 to 8192, in each precision: by Culebra, by the bare calls of cuBLAS, by PyTorch. BF16 is
 * what cuBLAS makes of F32 on the way, here and in the bare calls; PyTorch has no such thing, and multiplies BF16 in memory.
 */
record ProductCases(Cases cases) {
    private static final List<Integer> SIZES = List.of(256, 512, 1024, 2048, 4096, 8192);
    private static final List<Integer> CPU_SIZES = List.of(256, 512, 1024, 2048);
    private static final List<Integer> TINY_SIZES = List.of(32);

    void run() {
        // The CPU computes F32 whatever is chosen.
        for (Precision precision : cases.onCard() ? List.of(Precision.values()) : List.of(Precision.F32)) {
            for (int n : cases.tiny() ? TINY_SIZES : cases.onCard() ? SIZES : CPU_SIZES) {
                cases.done().accept(row(n, precision));
            }
        }
    }

    private Row row(int n, Precision precision) {
        Check check = check(n, precision);
        JsonObject question = Cases.question("product");
        question.addProperty("n", n);
        question.addProperty("precision", precision.toString());
        SequencedMap<String, Figure> figures = cases.figures(() -> culebra(n, precision, check),
                () -> cases.peer().measure(question, check));
        if (cases.onCard()) {
            figures.put(Row.CUBLAS, cases.blas().map(blas -> blas.products(n, precision, check, cases.watch()))
                    .orElseGet(() -> new Figure.NotMeasured("there is no cuBLAS")));
        }
        return new Row(Row.Section.PRODUCTS, "%s %d".formatted(precision.name(), n), 2.0 * n * n * n, figures);
    }

    private Figure culebra(int n, Precision precision, Check check) {
        try (Scope _ = Scope.open(); Precision.Use _ = precision.use()) {
            Tensor a = Numbers.tensor(Shape.of(n, n), 1, 1, cases.device());
            Tensor b = Numbers.tensor(Shape.of(n, n), 2, 1, cases.device());
            return check.guard(Cases.probe(a.matmul(b)),
                    () -> cases.watch().time(() -> a.matmul(b).close(), cases::await));
        }
    }

    /**
     * The first row's first values. A factor is rounded by a relative error of 2⁻²⁴, 2⁻¹¹ or 2⁻⁸ at most, and so is every product;
     * sums in F32 add less than {@code n·2⁻²⁴} of the sum of magnitudes. Results that PyTorch rounds to BF16 lose 2⁻⁸ more.
     */
    private static Check check(int n, Precision precision) {
        double rounding = switch (precision) {
            case F32 -> 0;
            case TF32 -> 2 * 0x1p-11;
            case BF16 -> 3 * 0x1p-8;
        };
        double[] expected = new double[Cases.PROBE];
        double[] tolerance = new double[Cases.PROBE];
        for (int j = 0; j < Cases.PROBE; j++) {
            double magnitudes = 0;
            for (long k = 0; k < n; k++) {
                double product = (double) Numbers.at(k, 1) * Numbers.at(k * n + j, 2);
                expected[j] += product;
                magnitudes += Math.abs(product);
            }
            tolerance[j] = magnitudes * (rounding + n * 0x1p-24);
        }
        return new Check(expected, tolerance);
    }
}
