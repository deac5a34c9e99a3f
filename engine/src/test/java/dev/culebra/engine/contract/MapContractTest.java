package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Expr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The map verb over layouts, dtypes and numbers of inputs; the functions are exact, so the results are too. */
@ForEveryBackend
record MapContractTest(Backend backend) {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);
    private static final Expr Z = Expr.input(2);
    private static final Expr FUSED = X.mul(Y).add(Z).max(0.0).sub(X);

    @ParameterizedTest
    @EnumSource
    void everyLayoutOfOneInput(LayoutKind kind) {
        for (Shape shape : Sizes.SHAPES) {
            for (LayoutKind out : LayoutKind.FOR_OUTPUT) {
                map(X.neg().mul(3.0), shape, DType.F32, out, Values.WHOLE, kind);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPairOfLayouts(LayoutKind kind) {
        for (LayoutKind other : LayoutKind.values()) {
            for (Shape shape : List.of(Shape.of(6, 35), Shape.of(3, 4, 17), Shape.of(2, 3, 5, 4))) {
                map(X.sub(Y), shape, DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE, kind, other);
                map(FUSED, shape, DType.F64, LayoutKind.SWAPPED, Values.WHOLE, kind, other, LayoutKind.STEPPED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyDType(DType dtype) {
        for (LayoutKind kind : LayoutKind.values()) {
            map(FUSED, Shape.of(7, 67), dtype, LayoutKind.CONTIGUOUS, dtype.isFloating() ? Values.WHOLE : Values.ANY,
                    kind,
                    kind, LayoutKind.CONTIGUOUS);
        }
    }

    @Test
    void everyLength() {
        for (long length : Sizes.LENGTHS) {
            for (DType dtype : DType.values()) {
                map(X.add(Y), Shape.of(length), dtype, LayoutKind.CONTIGUOUS, Values.WHOLE, LayoutKind.CONTIGUOUS,
                        LayoutKind.UNALIGNED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void constants(DType dtype) {
        for (double value : new double[] {0, -0.0, 1, 3, 200}) {
            for (LayoutKind out : LayoutKind.FOR_OUTPUT) {
                map(Expr.constant(value), Shape.of(5, 13), dtype, out, Values.WHOLE);
            }
        }
    }

    @Test
    void specialConstants() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0.1, 1e300, 1e-300, Float.MIN_VALUE}) {
            map(Expr.constant(value), Shape.of(37), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
            map(Expr.constant(value), Shape.of(37), DType.F64, LayoutKind.CONTIGUOUS, Values.WHOLE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneFunctionWithManyConstants(DType dtype) {
        for (int value = -20; value < 20; value++) {
            map(X.mul(value), Shape.of(41), dtype, LayoutKind.CONTIGUOUS, Values.WHOLE, LayoutKind.CONTIGUOUS);
        }
    }

    @Test
    void inputsThatAreNotUsed() {
        map(Y, Shape.of(70), DType.F32, LayoutKind.CONTIGUOUS, Values.WILD, LayoutKind.CONTIGUOUS, LayoutKind.STEPPED,
                LayoutKind.REPEATED_ALL);
    }

    @Test
    void manyInputs() {
        Expr sum = Expr.constant(0);
        LayoutKind[] kinds = new LayoutKind[20];
        for (int i = 0; i < kinds.length; i++) {
            sum = sum.add(Expr.input(i).mul(i - 9));
            kinds[i] = LayoutKind.values()[i % LayoutKind.values().length];
        }
        map(sum, Shape.of(3, 50), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE, kinds);
        map(sum, Shape.of(3, 50), DType.I64, LayoutKind.CONTIGUOUS, Values.WHOLE, kinds);
    }

    @Test
    void conditions() {
        for (DType condition : DType.values()) {
            for (DType dtype : DType.values()) {
                DType first = condition == dtype ? dtype : DType.BOOL;
                for (LayoutKind kind : LayoutKind.values()) {
                    map(Expr.select(X, Y, Z), Shape.of(4, 39), List.of(first, dtype, dtype), dtype,
                            LayoutKind.CONTIGUOUS, Values.WHOLE, Tolerance.EXACT, kind, LayoutKind.CONTIGUOUS,
                            LayoutKind.STEPPED);
                }
            }
        }
    }

    @Test
    void nanCountsAsTrue() {
        map(Expr.select(X, Y, Z), Shape.of(999), DType.F32, LayoutKind.CONTIGUOUS, Values.WILD, LayoutKind.CONTIGUOUS,
                LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS);
    }

    @ParameterizedTest
    @EnumSource
    void intoTruth(DType dtype) {
        Values values = dtype.isFloating() ? Values.WILD : Values.WHOLE;
        for (LayoutKind kind : LayoutKind.values()) {
            map(X, Shape.of(5, 67), List.of(dtype), DType.BOOL, LayoutKind.CONTIGUOUS, values, Tolerance.EXACT, kind);
            map(X.ge(Y), Shape.of(5, 67), List.of(dtype, dtype), DType.BOOL, LayoutKind.SLICED, values, Tolerance.EXACT,
                    kind, LayoutKind.CONTIGUOUS);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64", "I32", "I64", "U8"})
    void truthAsNumber(DType dtype) {
        map(X.mul(3.0).sub(Y), Shape.of(5, 67), List.of(DType.BOOL, DType.BOOL), dtype, LayoutKind.CONTIGUOUS,
                Values.WHOLE, Tolerance.EXACT, LayoutKind.CONTIGUOUS, LayoutKind.SWAPPED);
        map(X.mul(Y), Shape.of(5, 67), List.of(dtype, DType.BOOL), dtype, LayoutKind.CONTIGUOUS, Values.WHOLE,
                Tolerance.EXACT, LayoutKind.CONTIGUOUS, LayoutKind.REPEATED_FIRST);
    }

    @ParameterizedTest
    @EnumSource
    void inPlace(DType dtype) {
        for (LayoutKind kind : LayoutKind.FOR_OUTPUT) {
            for (Shape shape : Sizes.SHAPES) {
                try (Lab lab = new Lab(backend, 4)) {
                    Twin x = lab.view(shape, dtype, kind, Values.WHOLE);
                    Twin y = lab.view(shape, dtype, LayoutKind.ROTATED, Values.WHOLE);
                    lab.run(side -> side.backend().map(FUSED, side.views(x, y, x), side.view(x)));
                    lab.check("map in place", Tolerance.EXACT, x);
                }
            }
        }
    }

    @Test
    void outputInAnotherPartOfTheSameStorage() {
        try (Lab lab = new Lab(backend, 5)) {
            Twin all = lab.view(Shape.of(4, 100), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
            Layout lower = all.expected().layout().slice("slice", 0, 0, 2);
            Layout upper = all.expected().layout().slice("slice", 0, 2, 4);
            lab.run(side -> side.backend().map(X.add(1.0), new View[] {side.view(all).with(lower)}, side.view(all).with(
                    upper)));
            lab.check("map into the other half", Tolerance.EXACT, all);
        }
    }

    private void map(Expr f, Shape shape, DType dtype, LayoutKind out, Values values, LayoutKind... kinds) {
        map(f, shape, Collections.nCopies(kinds.length, dtype), dtype, out, values, Tolerance.EXACT, kinds);
    }

    private void map(Expr f, Shape shape, List<DType> dtypes, DType result, LayoutKind out, Values values,
            Tolerance tolerance, LayoutKind... kinds) {
        try (Lab lab = new Lab(backend, 3)) {
            List<Twin> inputs = new ArrayList<>();
            for (int i = 0; i < kinds.length; i++) {
                inputs.add(lab.view(shape, dtypes.get(i), kinds[i], values));
            }
            Twin output = lab.view(shape, result, out, Values.WHOLE);
            lab.run(side -> side.backend().map(f, side.views(inputs).toArray(View[]::new), side.view(output)));
            lab.check("map " + f, tolerance, output);
        }
    }
}
