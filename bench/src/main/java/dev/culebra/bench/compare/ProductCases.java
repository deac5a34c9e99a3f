package dev.culebra.bench.compare;

import dev.culebra.bench.peer.Numbers;
import dev.culebra.bench.peer.Question;
import dev.culebra.bench.peer.Work;
import dev.culebra.engine.Precision;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Products of matrices. On a card square ones, from 256 to 8192, in each precision, with the bare calls of cuBLAS beside them: BF16 is
 * what cuBLAS makes of F32 on the way, here and in the bare calls; PyTorch has no such thing, and multiplies BF16 in memory. On a
 * processor F32: square ones, and those of the steps of networks A to C at batch 64.
 */
record ProductCases(Cases cases) {
    private static final List<Question.Product> TINY = List.of(square(32, "f32"), thin(8, 16, 32, "nt"));
    private static final List<Question.Product> CPU = Stream.concat(
            IntStream.of(256, 512, 1024, 2048).mapToObj(n -> square(n, "f32")),
            Stream.of(thin(64, 16, 784, "nt"), thin(64, 128, 784, "nt"), thin(64, 512, 784, "nt"),
                    thin(16, 784, 64, "tn"), thin(128, 784, 64, "tn"), thin(784, 16, 64, "tn"),
                    thin(64, 10, 128, "nt"), thin(1, 128, 784, "nt")))
            .toList();
    private static final List<Integer> CARD_SIZES = List.of(256, 512, 1024, 2048, 4096, 8192);

    private static Question.Product square(int n, String precision) {
        return new Question.Product(n, n, n, "nn", precision);
    }

    private static Question.Product thin(int m, int n, int k, String operands) {
        return new Question.Product(m, n, k, operands, "f32");
    }

    void run() {
        List<Question.Product> products = cases.tiny() ? TINY : CPU;
        if (cases.onCard()) {
            products = Arrays.stream(Precision.values()).flatMap(precision -> (cases.tiny()
                    ? Stream.of(32)
                    : CARD_SIZES.stream()).map(n -> square(n, precision.toString()))).toList();
        }
        products.forEach(this::row);
    }

    private static String name(Question.Product product) {
        String size = product.m() == product.n() && product.n() == product.k()
                ? Integer.toString(product.n())
                : "%d×%d×%d%s".formatted(product.m(), product.n(), product.k(), product.leftTransposed()
                        ? ", left transposed"
                        : product.rightTransposed() ? ", right transposed" : "");
        return product.precision().toUpperCase(Locale.ROOT) + " " + size;
    }

    private void row(Question.Product product) {
        String name = name(product);
        if (!cases.wants(name)) {
            return;
        }
        Precision precision = Precision.valueOf(product.precision().toUpperCase(Locale.ROOT));
        Check check = check(product, precision);
        SequencedMap<String, Figure> figures = cases.figures(product, check, () -> culebra(product, precision), true);
        if (cases.onCard()) {
            figures.put(Row.CUBLAS, Timing.figure(List.of(cases.blas().map(blas -> blas.products(product.n(), precision,
                    check, cases.watch())).orElseGet(() -> new Timing.None("there is no cuBLAS")))));
        }
        cases.done().accept(new Row(Row.Section.PRODUCTS, name, cases.threads(),
                2.0 * product.m() * product.n() * product.k(), figures));
    }

    private Work culebra(Question.Product product, Precision precision) {
        Scope scope = Scope.open();
        Precision.Use use = precision.use();
        Tensor lhs = operand(product.m(), product.k(), 1, product.leftTransposed());
        Tensor rhs = operand(product.k(), product.n(), 2, product.rightTransposed());
        return new Work(KnownTensors.probe(lhs.matmul(rhs)), () -> lhs.matmul(rhs).close(), () -> {
            use.close();
            scope.close();
        });
    }

    /** In columns, it is what the rows of the transposed operand hold. */
    private Tensor operand(int rows, int columns, int number, boolean transposed) {
        return transposed
                ? cases.tensor(Shape.of(columns, rows), number, 1).transpose()
                : cases.tensor(Shape.of(rows, columns), number, 1);
    }

    /**
     * The first row's first values. A factor is rounded by a relative error of 2⁻²⁴, 2⁻¹¹ or 2⁻⁸ at most, and so is every product;
     * sums in F32 add less than {@code k·2⁻²⁴} of the sum of magnitudes. Results that PyTorch rounds to BF16 lose 2⁻⁸ more.
     */
    private static Check check(Question.Product product, Precision precision) {
        double rounding = switch (precision) {
            case F32 -> 0;
            case TF32 -> 2 * 0x1p-11;
            case BF16 -> 3 * 0x1p-8;
        };
        int values = Math.min(Work.PROBE, product.n());
        double[] expected = new double[values];
        double[] tolerance = new double[values];
        for (int j = 0; j < values; j++) {
            double magnitudes = 0;
            for (long k = 0; k < product.k(); k++) {
                double term = (double) Numbers.at(product.leftTransposed() ? k * product.m() : k, 1)
                        * Numbers.at(product.rightTransposed() ? (long) j * product.k() + k : k * product.n() + j, 2);
                expected[j] += term;
                magnitudes += Math.abs(term);
            }
            tolerance[j] = magnitudes * (rounding + product.k() * 0x1p-24);
        }
        return new Check(expected, tolerance);
    }
}
