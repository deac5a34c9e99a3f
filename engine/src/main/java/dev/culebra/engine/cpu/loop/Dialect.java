package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.cpu.math.IntegerMath;
import dev.culebra.engine.cpu.math.ScalarMath;
import dev.culebra.engine.expr.UnaryOp;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.Locale;

/**
 * The classes that a generated loop is made of. Classes of the Vector API appear by name alone, so that this one loads
 * where that module is absent.
 *
 * @param math has a static method for every operation, under its lower-case name
 * @param elements has the loads and stores of vectors, or the conversions of elements
 * @param value the type of a value: one element, or a vector of them
 * @param mask the type of a comparison's result
 * @param fused whether {@code fusedSigmoid} is to be called, where there is one
 */
record Dialect(ClassDesc math, ClassDesc elements, ClassDesc value, ClassDesc mask, boolean fused) {
    private static final ClassDesc ARRAY_ELEMENTS = Conversions.class.describeConstable().orElseThrow();
    private static final ClassDesc VECTOR_ELEMENTS =
            ClassDesc.of("dev.culebra.engine.cpu.loop.vector", "VectorElements");
    private static final ClassDesc VECTOR_MATH = ClassDesc.of("dev.culebra.engine.cpu.math.vector", "VectorMath");
    private static final String VECTOR_API = "jdk.incubator.vector";

    static Dialect scalar(Arithmetic arithmetic, boolean fused) {
        Class<?> math = arithmetic == Arithmetic.I64 ? IntegerMath.class : ScalarMath.class;
        return new Dialect(math.describeConstable().orElseThrow(), ARRAY_ELEMENTS, element(arithmetic),
                ConstantDescs.CD_boolean, fused && arithmetic == Arithmetic.F32);
    }

    static Dialect vector(Arithmetic arithmetic, boolean fused) {
        String vector = switch (arithmetic) {
            case F32 -> "FloatVector";
            case F64 -> "DoubleVector";
            case I64 -> throw new IllegalArgumentException("loop: integers have no vector loops");
        };
        return new Dialect(VECTOR_MATH, VECTOR_ELEMENTS, ClassDesc.of(VECTOR_API, vector),
                ClassDesc.of(VECTOR_API, "VectorMask"), fused && arithmetic == Arithmetic.F32);
    }

    /** The Java type of one element. */
    static ClassDesc element(Arithmetic arithmetic) {
        return switch (arithmetic) {
            case F32 -> ConstantDescs.CD_float;
            case F64 -> ConstantDescs.CD_double;
            case I64 -> ConstantDescs.CD_long;
        };
    }

    /** The method of {@link #math} for an operation. */
    String name(Enum<?> op) {
        return fused && op == UnaryOp.SIGMOID ? "fusedSigmoid" : op.name().toLowerCase(Locale.ROOT);
    }

    boolean isVector() {
        return !value.isPrimitive();
    }
}
