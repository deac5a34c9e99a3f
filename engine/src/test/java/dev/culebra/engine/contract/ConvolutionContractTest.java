package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.Window;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.reference.Cells;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Convolution and its gradients. Sums of products of small whole numbers are exact, whatever their order. */
@ForEveryBackend
record ConvolutionContractTest(Backend backend) {
    private static final Expr BIAS = Expr.input(0).add(Expr.input(1));
    private static final Tolerance EXACT = new Tolerance.AnyZero(Tolerance.EXACT);

    /** Input [n, channels, h, w], so many filters of each group. */
    private record Case(long n, long groups, long channels, long out, long h, long w, Window window) {
        Shape input() {
            return Shape.of(n, groups * channels, h, w);
        }

        Shape weight() {
            return Shape.of(groups * out, channels, window.height().size(), window.width().size());
        }

        Shape output() {
            return window.positions("conv2d", input()).with(1, groups * out);
        }
    }

    private static final List<Case> CASES = List.of(
            new Case(1, 1, 1, 1, 1, 1, Window.of(1)),
            new Case(2, 1, 1, 6, 28, 28, Window.of(5)),
            new Case(2, 1, 3, 12, 11, 13, Window.of(3).padding(1)),
            new Case(3, 1, 5, 17, 7, 9, Window.of(3).padding(1)),
            new Case(2, 1, 8, 9, 20, 21, Window.of(3)),
            new Case(1, 1, 4, 8, 9, 40, Window.of(1)),
            new Case(2, 1, 3, 5, 12, 17, Window.of(3).stride(2).padding(1)),
            new Case(2, 1, 2, 3, 5, 7, Window.of(3, 2).padding(2, 1).stride(2, 3)),
            new Case(1, 1, 2, 4, 16, 15, Window.of(7).stride(3).padding(3)),
            new Case(1, 1, 2, 3, 9, 8, Window.of(2).stride(4, 3)),
            new Case(2, 1, 2, 3, 10, 11, Window.of(3).dilation(2)),
            new Case(1, 1, 2, 5, 12, 13, Window.of(3, 2).dilation(2, 3).stride(3, 2).padding(1, 2)),
            new Case(2, 2, 2, 3, 6, 6, Window.of(2, 3).dilation(2, 1)),
            new Case(3, 3, 1, 1, 8, 9, Window.of(3).padding(1)),
            new Case(2, 4, 1, 2, 8, 9, Window.of(3).stride(2).padding(1)),
            new Case(1, 1, 2, 3, 4, 4, Window.of(4).padding(3)),
            new Case(1, 1, 1, 2, 3, 3, Window.of(1).padding(2)),
            new Case(5, 1, 2, 1, 1, 33, Window.of(1, 5).padding(0, 2)),
            new Case(40, 1, 2, 3, 4, 5, Window.of(3).padding(1)),
            new Case(0, 1, 2, 3, 4, 4, Window.of(2)));

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void everyCase(DType dtype) {
        CASES.forEach(each -> all(each, dtype, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS));
    }

    @ParameterizedTest
    @EnumSource
    void everyLayout(LayoutKind kind) {
        for (Case each : List.of(new Case(2, 1, 3, 5, 9, 10, Window.of(3).padding(1)), new Case(2, 2, 2, 3, 9, 8, Window
                .of(3, 2).stride(2).padding(1)))) {
            all(each, DType.F32, kind, LayoutKind.CONTIGUOUS);
            if (LayoutKind.FOR_OUTPUT.contains(kind)) {
                all(each, DType.F32, LayoutKind.CONTIGUOUS, kind);
            }
        }
    }

    @Test
    void epilogues() {
        Case each = new Case(2, 1, 3, 9, 8, 9, Window.of(3).padding(1));
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            Layout perChannel = Layout.contiguous(Shape.of(9)).unsqueeze(-1).unsqueeze(-1).broadcastTo("bias", each
                    .output());
            for (Layout layout : List.of(perChannel, Layout.contiguous(each.output()))) {
                convolve(each, dtype, BIAS, layout);
                convolve(each, dtype, BIAS.max(0.0), layout);
                convolve(each, dtype, Expr.input(0).mul(Expr.input(1)), layout);
            }
        }
    }

    private void convolve(Case each, DType dtype, Expr f, Layout operand) {
        try (Lab lab = new Lab(backend, 80)) {
            Twin x = lab.view(each.input(), dtype, LayoutKind.CONTIGUOUS, Values.WHOLE);
            Twin w = lab.view(each.weight(), dtype, LayoutKind.CONTIGUOUS, Values.WHOLE);
            Twin b = lab.view(operand, dtype, Values.WHOLE);
            Twin y = lab.view(each.output(), dtype, LayoutKind.CONTIGUOUS, Values.WHOLE);
            lab.run(side -> side.backend().convolve(side.view(x), side.view(w), each.window, side.view(y), new Epilogue(
                    f, List.of(side.view(b)))));
            lab.check("convolve " + each + ", " + f, EXACT, y);
        }
    }

    private void all(Case each, DType dtype, LayoutKind in, LayoutKind out) {
        try (Lab lab = new Lab(backend, 81)) {
            Twin x = lab.view(each.input(), dtype, in, Values.WHOLE);
            Twin w = lab.view(each.weight(), dtype, in, Values.WHOLE);
            Twin dy = lab.view(each.output(), dtype, in, Values.WHOLE);
            Twin y = lab.view(each.output(), dtype, out, Values.WHOLE);
            Twin dx = lab.view(each.input(), dtype, out, Values.WHOLE);
            Twin dw = lab.view(each.weight(), dtype, out, Values.WHOLE);
            lab.run(side -> {
                Backend own = side.backend();
                own.convolve(side.view(x), side.view(w), each.window, side.view(y), Epilogue.NONE);
                own.convolveInputGradient(side.view(dy), side.view(w), each.window, side.view(dx));
                own.convolveWeightGradient(side.view(x), side.view(dy), each.window, side.view(dw));
            });
            lab.check("convolution " + each, EXACT, y, dx, dw);
        }
    }

    /** |computed − exact| ≤ γ_k Σ|w||x| for any order of summation (Higham, section 3.1); twice, as the reference rounds too. */
    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void roundingStaysWithinTheBound(DType dtype) {
        Case each = new Case(3, 1, 30, 20, 8, 9, Window.of(3).padding(1));
        try (Lab lab = new Lab(backend, 82)) {
            Twin x = lab.view(each.input(), dtype, LayoutKind.CONTIGUOUS, Values.ANY);
            Twin w = lab.view(each.weight(), dtype, LayoutKind.CONTIGUOUS, Values.ANY);
            Twin dy = lab.view(each.output(), dtype, LayoutKind.CONTIGUOUS, Values.ANY);
            Twin y = lab.view(each.output(), dtype, LayoutKind.CONTIGUOUS, Values.ANY);
            Twin dw = lab.view(each.weight(), dtype, LayoutKind.CONTIGUOUS, Values.ANY);
            lab.run(side -> {
                side.backend().convolve(side.view(x), side.view(w), each.window, side.view(y), Epilogue.NONE);
                side.backend().convolveWeightGradient(side.view(x), side.view(dy), each.window, side.view(dw));
            });
            lab.check("convolution " + each, Map.of(y, within(dtype, 30 * 9), dw, within(dtype, 3 * 8 * 9)));
        }
    }

    /** Of sums of products of numbers below 4. */
    private static Tolerance within(DType dtype, long products) {
        double k = products * Ulps.roundoff(dtype);
        return Tolerance.within("2 γ_k 16 k", _ -> 2 * k / (1 - k) * 16 * products);
    }

    /** What is not finite in one image or channel reaches the outputs that look at it, and no other. */
    @Test
    void nanStaysInItsWindows() {
        Values rare = (random, _) -> random.nextInt(150) == 0
                ? random.nextBoolean() ? Double.NaN : Double.POSITIVE_INFINITY
                : random.nextInt(1, 5);
        for (Case each : List.of(new Case(3, 1, 2, 9, 9, 10, Window.of(3).padding(1)), new Case(3, 2, 2, 3, 9, 10,
                Window.of(3).stride(2)))) {
            try (Lab lab = new Lab(backend, 83)) {
                Twin x = lab.view(each.input(), DType.F32, LayoutKind.CONTIGUOUS, rare);
                Twin w = lab.view(each.weight(), DType.F32, LayoutKind.CONTIGUOUS, (random, _) -> random.nextInt(1, 4));
                Twin dy = lab.view(each.output(), DType.F32, LayoutKind.CONTIGUOUS, rare);
                Twin y = lab.view(each.output(), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
                Twin dx = lab.view(each.input(), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
                lab.run(side -> {
                    side.backend().convolve(side.view(x), side.view(w), each.window, side.view(y), Epilogue.NONE);
                    side.backend().convolveInputGradient(side.view(dy), side.view(w), each.window, side.view(dx));
                });
                lab.check("convolution " + each, EXACT, y, dx);
            }
        }
    }

    @Test
    void nanStaysInItsChannelsOfTheWeight() {
        Case each = new Case(2, 1, 3, 5, 9, 10, Window.of(3).padding(1));
        try (Lab lab = new Lab(backend, 84)) {
            Twin x = lab.view(each.input(), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
            Twin dy = lab.view(each.output(), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
            Twin dw = lab.view(each.weight(), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
            lab.run(side -> {
                for (int image = 0; image < 2; image++) {
                    View one = side.view(x).with(side.view(x).layout().select(0, image).select(0, 1));
                    side.backend().map(Expr.constant(Double.NaN), new View[0], one);
                }
                side.backend().convolveWeightGradient(side.view(x), side.view(dy), each.window, side.view(dw));
            });
            Cells expected = lab.expected(dw);
            lab.check("weight gradient with a channel of NaN", new Tolerance.AnyZero(Tolerance.within("exact",
                    index -> Double.isNaN(expected.real(index)) ? Double.NaN : 0)), x, dw);
        }
    }
}
