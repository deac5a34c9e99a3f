package dev.culebra.engine.cuda.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.cuda.KernelSource;
import dev.culebra.engine.DType;
import dev.culebra.engine.cuda.ptx.MapSpec.Operand;
import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.BinaryOp;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Lifted;
import dev.culebra.engine.expr.UnaryOp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapKernelTest {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);

    @Test
    void takesOnlyThePrimitivesThatAreCalled() {
        String relu = MapSpecs.source(MapSpecs.spec(Activations.RELU, DType.F32, Walk.LINEAR, 4));
        assertFalse(relu.contains(".func"), relu);
        String sine = MapSpecs.source(MapSpecs.spec(X.sin(), DType.F32, Walk.LINEAR, 4));
        assertTrue(sine.contains("culebra_sin_f32") && sine.contains("__cudart_i2opi_f"));
        assertFalse(sine.contains("culebra_cos_f32"));
    }

    @Test
    void readsSixteenBytesAtOnceWhereOperandsAreContiguous() {
        String add = MapSpecs.source(new MapSpec(X.add(Y), 0, Compute.F32, List.of(new Operand(DType.F32, Walk.LINEAR),
                new Operand(DType.F32, Walk.LINEAR)), new Operand(DType.F32, Walk.LINEAR), 0, 4));
        assertEquals(2, add.split("ld.global.v4.f32", -1).length - 1);
        assertEquals(1, add.split("st.global.v4.f32", -1).length - 1);
    }

    @Test
    void expressionsThatDifferInConstantsHaveOneSource() {
        assertEquals(MapSpecs.source(MapSpecs.spec(X.mul(0.1), DType.F32, Walk.LINEAR, 4)),
                MapSpecs.source(MapSpecs.spec(X
                        .mul(0.7), DType.F32, Walk.LINEAR, 4)));
    }
}
