package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.BinaryOp;
import dev.culebra.engine.expr.Expr;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every function of two operands, over all pairs of special values and random ones. */
@ForEveryBackend
record BinaryContractTest(Backend backend) {
    private static final Shape RANDOM = Shape.of(6007);

    @ParameterizedTest
    @EnumSource
    void f32(BinaryOp op) {
        check(op, DType.F32);
    }

    @ParameterizedTest
    @EnumSource
    void f64(BinaryOp op) {
        check(op, DType.F64);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"DIV", "POW"})
    void integers(BinaryOp op) {
        for (DType dtype : List.of(DType.I64, DType.I32, DType.U8, DType.BOOL)) {
            for (DType result : List.of(dtype, DType.BOOL)) {
                pairs(op, dtype, result, RANDOM, Values.ANY, Values.ANY, Tolerance.EXACT);
                pairs(op, dtype, result, RANDOM, Values.WHOLE, Values.WHOLE, Tolerance.EXACT);
            }
        }
    }

    private void check(BinaryOp op, DType dtype) {
        double[] specials = Specials.of(dtype);
        int n = specials.length;
        double[] slowly = new double[n * n];
        for (int i = 0; i < slowly.length; i++) {
            slowly[i] = specials[i / n];
        }
        int slack = dtype == DType.F64 && op == BinaryOp.POW ? 1 : 0;
        Tolerance tolerance = Tolerance.ulps(promised(op) + slack);
        pairs(op, dtype, dtype, Shape.of(n, n), Values.cycle(slowly), Values.cycle(specials), tolerance);
        pairs(op, dtype, dtype, RANDOM, Values.WILD, Values.WILD, tolerance);
        Values positive = (random, _) -> (float) random.nextDouble(0, 30);
        pairs(op, dtype, dtype, RANDOM, positive, Values.ANY, tolerance);
        if (op.isComparison()) {
            pairs(op, dtype, DType.BOOL, RANDOM, Values.WHOLE, Values.WHOLE, tolerance);
            pairs(op, dtype, DType.BOOL, Shape.of(n, n), Values.cycle(slowly), Values.cycle(specials), tolerance);
        }
    }

    private void pairs(BinaryOp op, DType dtype, DType result, Shape shape, Values lhs, Values rhs,
            Tolerance tolerance) {
        try (Lab lab = new Lab(backend, 2)) {
            Twin x = lab.view(shape, dtype, LayoutKind.CONTIGUOUS, lhs);
            Twin y = lab.view(shape, dtype, LayoutKind.CONTIGUOUS, rhs);
            Twin z = lab.view(shape, result, LayoutKind.CONTIGUOUS, Values.WHOLE);
            Expr f = op.of(Expr.input(0), Expr.input(1));
            lab.run(side -> side.backend().map(f, side.views(x, y), side.view(z)));
            lab.check("map " + op, tolerance, z);
        }
    }

    /** Units in the last place that a backend may be off. */
    static int promised(BinaryOp op) {
        return switch (op) {
            case ADD, SUB, MUL, DIV, MAX, MIN, EQ, NE, LT, LE, GT, GE -> 0;
            case POW -> 4;
        };
    }
}
