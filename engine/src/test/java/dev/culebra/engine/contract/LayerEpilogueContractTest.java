package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Expr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Epilogues of layers, a bias of one row and an activation, which a backend may compute in ways of their own. */
@ForEveryBackend
record LayerEpilogueContractTest(Backend backend) {
    private static final Expr PRODUCT = Expr.input(0);
    private static final Expr BIASED = PRODUCT.add(Expr.input(1));
    /** [m, k, n]. */
    private static final int[][] SIZES = {{1, 1, 1}, {7, 8, 9}, {33, 5, 12}, {3, 0, 5}, {64, 100, 10}};

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void biasAndRelu(DType dtype) {
        for (Expr f : List.of(BIASED, Expr.input(1).add(PRODUCT), Activations.RELU.apply(BIASED))) {
            for (int[] size : SIZES) {
                for (List<Long> batch : List.<List<Long>>of(List.of(), List.of(2L))) {
                    layer(dtype, f, batch, size, Values.WHOLE, new Tolerance.AnyZero(Tolerance.EXACT));
                }
            }
        }
    }

    @Test
    void reluAlone() {
        try (Lab lab = new Lab(backend, 24)) {
            Twin x = lab.view(Shape.of(5, 4), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
            Twin w = lab.view(Shape.of(4, 6), DType.F32, LayoutKind.SWAPPED, Values.WHOLE);
            Twin out = lab.view(Shape.of(5, 6), DType.F32, LayoutKind.CONTIGUOUS, Values.ANY);
            lab.run(side -> side.backend().matmul(side.view(x), side.view(w), side.view(out), new Epilogue(
                    Activations.RELU, List.of())));
            lab.check("matmul with relu", new Tolerance.AnyZero(Tolerance.EXACT), out);
        }
    }

    /**
     * GELU has a slope below 1.2 and sums of whole numbers are exact, so what remains is the rounding of some ten operations,
     * each of a term no larger than |x| + 1, and the library's tanh: 16 ε (|x| + 1).
     */
    @Test
    void biasAndGelu() {
        for (Expr f : List.of(Activations.GELU_TANH.apply(BIASED), Activations.GELU.apply(BIASED))) {
            for (int[] size : SIZES) {
                layer(DType.F32, f, List.of(), size, (random, _) -> random.nextInt(-3, 4) / 2.0, Tolerance.within(
                        "16 ε (Σ|a||b| + |bias| + 1)", _ -> 16 * 0x1p-24 * (2.25 * size[1] + 2.5)));
            }
        }
    }

    private void layer(DType dtype, Expr f, List<Long> batch, int[] size, Values values, Tolerance tolerance) {
        try (Lab lab = new Lab(backend, 25)) {
            Twin x = lab.view(MatmulContractTest.shape(batch, size[0], size[1]), dtype, LayoutKind.CONTIGUOUS, values);
            Layout weight = Layout.contiguous(Shape.of(size[2], size[1])).permute(1, 0);
            Twin w = lab.view(weight.broadcastTo("matmul", MatmulContractTest.shape(batch, size[1], size[2])), dtype,
                    values);
            Shape product = MatmulContractTest.shape(batch, size[0], size[2]);
            Twin bias = lab.view(Layout.contiguous(Shape.of(size[2])).broadcastTo("matmul", product), dtype, values);
            Twin out = lab.view(product, dtype, LayoutKind.CONTIGUOUS, Values.ANY);
            lab.run(side -> side.backend().matmul(side.view(x), side.view(w), side.view(out), new Epilogue(f, List.of(
                    side.view(bias)))));
            lab.check("matmul with " + f, tolerance, out);
        }
    }
}
