package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Window;
import dev.culebra.engine.backend.Backend;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pooling, and the gradient of a maximum. */
@ForEveryBackend
record PoolingContractTest(Backend backend) {
    private static final Tolerance EXACT = new Tolerance.AnyZero(Tolerance.EXACT);

    private record Case(Shape input, Window window) {
        Shape output() {
            return window.positions("pool", input);
        }
    }

    private static final List<Case> CASES = List.of(
            new Case(Shape.of(1, 1), Window.of(1)),
            new Case(Shape.of(2, 3, 24, 24), Window.of(2).stride(2)),
            new Case(Shape.of(3, 14, 14), Window.of(2).stride(2)),
            new Case(Shape.of(2, 5, 7, 9), Window.of(2).stride(2)),
            new Case(Shape.of(2, 3, 32, 70), Window.of(2).stride(2)),
            new Case(Shape.of(2, 2, 12, 13), Window.of(3).stride(2)),
            new Case(Shape.of(2, 2, 12, 13), Window.of(3).stride(2).padding(1)),
            new Case(Shape.of(3, 10, 40), Window.of(3)),
            new Case(Shape.of(3, 9, 19), Window.of(3).padding(1)),
            new Case(Shape.of(2, 12, 15), Window.of(3).stride(3)),
            new Case(Shape.of(11, 23), Window.of(2, 3).stride(3, 4).padding(1, 2).dilation(2, 3)),
            new Case(Shape.of(2, 7, 8), Window.of(2).stride(5)),
            new Case(Shape.of(2, 4, 6, 6), Window.of(6)),
            new Case(Shape.of(3, 2, 2), Window.of(1).padding(2)),
            new Case(Shape.of(0, 3, 6, 6), Window.of(2).stride(2)));

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void everyCase(DType dtype) {
        for (Case each : CASES) {
            all(each, dtype, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, Values.WHOLE);
            maxima(each, dtype, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, Values.WILD);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyLayout(LayoutKind kind) {
        for (Case each : List.of(new Case(Shape.of(2, 3, 8, 10), Window.of(2).stride(2)),
                new Case(Shape.of(2, 3, 8, 10),
                        Window.of(3).stride(2).padding(1)))) {
            all(each, DType.F32, kind, LayoutKind.CONTIGUOUS, Values.WHOLE);
            if (LayoutKind.FOR_OUTPUT.contains(kind)) {
                all(each, DType.F32, LayoutKind.CONTIGUOUS, kind, Values.WHOLE);
            }
        }
    }

    private void all(Case each, DType dtype, LayoutKind in, LayoutKind out, Values values) {
        maxima(each, dtype, in, out, values);
        try (Lab lab = new Lab(backend, 90)) {
            Twin x = lab.view(each.input, dtype, in, values);
            Twin sum = lab.view(each.output(), dtype, out, Values.WHOLE);
            Twin min = lab.view(each.output(), dtype, out, Values.WHOLE);
            lab.run(side -> {
                side.backend().pool(Reduction.SUM, side.view(x), each.window, side.view(sum));
                side.backend().pool(Reduction.MIN, side.view(x), each.window, side.view(min));
            });
            lab.check("pool " + each, EXACT, sum, min);
        }
    }

    private void maxima(Case each, DType dtype, LayoutKind in, LayoutKind out, Values values) {
        try (Lab lab = new Lab(backend, 91)) {
            Twin x = lab.view(each.input, dtype, in, values);
            Twin y = lab.view(each.output(), dtype, out, Values.WHOLE);
            Twin dy = lab.view(each.output(), dtype, in, Values.WHOLE);
            Twin dx = lab.view(each.input, dtype, out, Values.WHOLE);
            lab.run(side -> {
                side.backend().pool(Reduction.MAX, side.view(x), each.window, side.view(y));
                side.backend().maxPoolGradient(side.view(x), side.view(y), side.view(dy), each.window, side.view(dx));
            });
            lab.check("maximum " + each, EXACT, y, dx);
        }
    }
}
