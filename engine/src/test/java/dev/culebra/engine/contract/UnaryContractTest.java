package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.UnaryOp;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every function of one operand, over special values, the range where it does something, and all bit patterns. */
@ForEveryBackend
record UnaryContractTest(Backend backend) {
    private static final int RANDOM = 4000;

    @ParameterizedTest
    @EnumSource
    void f32(UnaryOp op) {
        check(op, DType.F32);
    }

    @ParameterizedTest
    @EnumSource
    void f64(UnaryOp op) {
        check(op, DType.F64);
    }

    @ParameterizedTest
    @EnumSource(names = {"NEG", "ABS", "SIGN"})
    void integers(UnaryOp op) {
        for (DType dtype : new DType[] {DType.I64, DType.I32, DType.U8, DType.BOOL}) {
            try (Lab lab = new Lab(backend, 7)) {
                Twin x = lab.view(Shape.of(1001), dtype, LayoutKind.CONTIGUOUS, Values.ANY);
                Twin y = lab.view(Shape.of(1001), dtype, LayoutKind.CONTIGUOUS, Values.ANY);
                lab.run(side -> side.backend().map(op.of(Expr.input(0)), side.views(x), side.view(y)));
                lab.check("map " + op, Tolerance.EXACT, y);
            }
        }
    }

    private void check(UnaryOp op, DType dtype) {
        try (Lab lab = new Lab(backend, 1)) {
            double[] numbers = DoubleStream.concat(DoubleStream.of(Specials.of(dtype)), DoubleStream.concat(
                    DoubleStream.generate(() -> lab.random().nextDouble(-20, 20)).limit(RANDOM),
                    DoubleStream.generate(() -> Values.WILD.next(lab.random(), dtype)).limit(RANDOM))).toArray();
            Shape shape = Shape.of(numbers.length);
            Twin x = lab.view(shape, dtype, LayoutKind.CONTIGUOUS, Values.cycle(numbers));
            Twin y = lab.view(shape, dtype, LayoutKind.CONTIGUOUS, Values.WHOLE);
            lab.run(side -> side.backend().map(op.of(Expr.input(0)), side.views(x), side.view(y)));
            double slack = dtype == DType.F64 ? referenceError(op) : 0;
            lab.check("map " + op, Tolerance.ulps(promised(op) + slack), y);
        }
    }

    /** Units in the last place that a backend may be off. */
    static int promised(UnaryOp op) {
        return switch (op) {
            case NEG, ABS, SIGN, RECIPROCAL, SQRT, FLOOR -> 0;
            case RSQRT, EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID -> 2;
            case ERF -> 4;
        };
    }

    /** Units in the last place that the reference, itself in double, may be off: what {@link StrictMath} states. */
    private static double referenceError(UnaryOp op) {
        return switch (op) {
            case NEG, ABS, SIGN, RECIPROCAL, SQRT, FLOOR -> 0;
            case RSQRT, EXP, EXPM1, LOG, LOG1P, SIN, COS -> 1;
            case TANH -> 2.5;
            case SIGMOID, ERF -> 3;
        };
    }
}
