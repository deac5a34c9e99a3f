package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Shape;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.reference.Cells;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The matmul verb. Products of small whole numbers are exact, so that a wrong element cannot hide in a tolerance. */
@ForEveryBackend
record MatmulContractTest(Backend backend) {
    private static final Expr PRODUCT = Expr.input(0);
    private static final Expr BIAS_RELU = PRODUCT.add(Expr.input(1)).max(0.0);

    /** [m, k, n]. */
    private static final int[][] SIZES = {{0, 3, 4}, {3, 0, 4}, {3, 4, 0}, {0, 0, 0}, {1, 1, 1}, {1, 7, 1}, {1, 5, 33},
        {33,
            5, 1},
        {2, 3, 4}, {7, 8, 9}, {12, 16, 32}, {13, 17, 33}, {16, 16, 16}, {31, 33, 63}, {65, 64, 63}, {5, 1000, 6}, {64,
            100, 10},
        {97, 3, 129}};

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void everySize(DType dtype) {
        for (int[] size : SIZES) {
            for (LayoutKind kind : List.of(LayoutKind.CONTIGUOUS, LayoutKind.SWAPPED)) {
                product(dtype, List.of(), size, kind, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS);
                product(dtype, List.of(), size, LayoutKind.CONTIGUOUS, kind, LayoutKind.CONTIGUOUS);
                product(dtype, List.of(2L), size, kind, kind, LayoutKind.CONTIGUOUS);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void everyPairOfLayouts(DType dtype) {
        for (LayoutKind lhs : LayoutKind.values()) {
            for (LayoutKind rhs : LayoutKind.values()) {
                for (LayoutKind out : List.of(LayoutKind.CONTIGUOUS, LayoutKind.SWAPPED, LayoutKind.STEPPED)) {
                    product(dtype, List.of(), new int[] {11, 19, 37}, lhs, rhs, out);
                    product(dtype, List.of(3L), new int[] {5, 6, 18}, lhs, rhs, out);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void batches(DType dtype) {
        for (List<Long> batch : List.of(List.of(1L), List.of(0L), List.of(2L, 3L), List.of(4L, 1L, 2L), List.of(33L))) {
            for (LayoutKind kind : LayoutKind.values()) {
                product(dtype, batch, new int[] {3, 9, 5}, kind, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS);
                product(dtype, batch, new int[] {3, 9, 5}, LayoutKind.SLICED, kind, LayoutKind.ROTATED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void epilogues(DType dtype) {
        Expr accumulate = PRODUCT.add(Expr.input(1));
        Expr masked = Expr.select(Expr.input(2), PRODUCT, Expr.input(1));
        for (LayoutKind kind : LayoutKind.values()) {
            for (int[] size : new int[][] {{5, 7, 19}, {33, 3, 40}, {1, 4, 1}, {3, 0, 5}, {0, 2, 3}}) {
                product(dtype, List.of(), size, LayoutKind.CONTIGUOUS, LayoutKind.SWAPPED, LayoutKind.CONTIGUOUS,
                        BIAS_RELU,
                        List.of(dtype), kind);
                product(dtype, List.of(2L), size, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, LayoutKind.SLICED,
                        accumulate, List.of(dtype), kind);
                product(dtype, List.of(2L), size, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS,
                        masked,
                        List.of(dtype, DType.BOOL), kind);
                product(dtype, List.of(), size, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS,
                        Expr
                                .constant(3),
                        List.of(), kind);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void accumulatesIntoItsOutput(DType dtype) {
        for (LayoutKind kind : LayoutKind.FOR_OUTPUT) {
            for (int[] size : new int[][] {{9, 17, 35}, {4, 0, 3}, {33, 100, 34}}) {
                try (Lab lab = new Lab(backend, 21)) {
                    Twin lhs = lab.view(Shape.of(size[0], size[1]), dtype, LayoutKind.CONTIGUOUS, Values.WHOLE);
                    Twin rhs = lab.view(Shape.of(size[1], size[2]), dtype, LayoutKind.CONTIGUOUS, Values.WHOLE);
                    Twin out = lab.view(Shape.of(size[0], size[2]), dtype, kind, Values.WHOLE);
                    lab.run(side -> side.backend().matmul(side.view(lhs), side.view(rhs), side.view(out),
                            new Epilogue(PRODUCT
                                    .mul(2.0).add(Expr.input(1)), List.of(side.view(out)))));
                    lab.check("matmul accumulating", Tolerance.EXACT, out);
                }
            }
        }
    }

    /** |computed − exact| ≤ γ_k Σ|a||b| for any order of summation (Higham, section 3.1); twice, as the reference rounds too. */
    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void roundingStaysWithinTheBound(DType dtype) {
        for (int[] size : new int[][] {{17, 33, 9}, {40, 513, 33}, {3, 3000, 5}}) {
            try (Lab lab = new Lab(backend, 22)) {
                Twin lhs = lab.view(Shape.of(size[0], size[1]), dtype, LayoutKind.CONTIGUOUS, Values.ANY);
                Twin rhs = lab.view(Shape.of(size[1], size[2]), dtype, LayoutKind.SWAPPED, Values.ANY);
                Twin out = lab.view(Shape.of(size[0], size[2]), dtype, LayoutKind.CONTIGUOUS, Values.ANY);
                lab.run(side -> side.backend().matmul(side.view(lhs), side.view(rhs), side.view(out), Epilogue.NONE));
                Cells a = lab.expected(lhs);
                Cells b = lab.expected(rhs);
                double k = size[1] * Ulps.roundoff(dtype);
                double gamma = 2 * k / (1 - k);
                lab.check("matmul", Tolerance.within("2 γ_k Σ|a||b|", index -> {
                    double sum = 0;
                    for (long p = 0; p < size[1]; p++) {
                        sum += Math.abs(a.real(index[0], p) * b.real(p, index[1]));
                    }
                    return gamma * sum;
                }), out);
            }
        }
    }

    @Test
    void nanAndInfinitySpreadToTheirRowsAndColumns() {
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            for (double special : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                Values rare = (random, _) -> random.nextInt(60) == 0 ? special : random.nextInt(-2, 3);
                try (Lab lab = new Lab(backend, 23)) {
                    Twin lhs = lab.view(Shape.of(23, 31), dtype, LayoutKind.CONTIGUOUS, rare);
                    Twin rhs = lab.view(Shape.of(31, 41), dtype, LayoutKind.CONTIGUOUS, rare);
                    Twin out = lab.view(Shape.of(23, 41), dtype, LayoutKind.CONTIGUOUS, Values.WHOLE);
                    lab.run(side -> side.backend().matmul(side.view(lhs), side.view(rhs), side.view(out),
                            Epilogue.NONE));
                    lab.check("matmul with " + special, new Tolerance.AnyZero(Tolerance.EXACT), out);
                }
            }
        }
    }

    private void product(DType dtype, List<Long> batch, int[] size, LayoutKind lhs, LayoutKind rhs, LayoutKind out) {
        product(dtype, batch, size, lhs, rhs, out, PRODUCT, List.of(), LayoutKind.CONTIGUOUS);
    }

    private void product(DType dtype, List<Long> batch, int[] size, LayoutKind lhs, LayoutKind rhs, LayoutKind out,
            Expr f,
            List<DType> operands, LayoutKind kind) {
        try (Lab lab = new Lab(backend, 20)) {
            Twin a = lab.view(shape(batch, size[0], size[1]), dtype, lhs, Values.WHOLE);
            Twin b = lab.view(shape(batch, size[1], size[2]), dtype, rhs, Values.WHOLE);
            Shape product = shape(batch, size[0], size[2]);
            List<Twin> others = new ArrayList<>();
            for (DType operand : operands) {
                others.add(lab.view(product, operand, kind, Values.WHOLE));
            }
            Twin c = lab.view(product, dtype, out, Values.WHOLE);
            lab.run(side -> side.backend().matmul(side.view(a), side.view(b), side.view(c), new Epilogue(f, side.views(
                    others))));
            lab.check("matmul with " + f, new Tolerance.AnyZero(Tolerance.EXACT), c);
        }
    }

    static Shape shape(List<Long> batch, int rows, int columns) {
        List<Long> sizes = new ArrayList<>(batch);
        sizes.add((long) rows);
        sizes.add((long) columns);
        return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    }
}
