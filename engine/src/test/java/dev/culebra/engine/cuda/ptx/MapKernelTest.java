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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kernel that can be generated is accepted by NVIDIA's assembler, where there is one. */
class MapKernelTest {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);
    private static final Primitives PRIMITIVES = new Primitives(KernelSource.PRIMITIVES.ptx());

    @TempDir
    private Path directory = Path.of(".");

    private static MapSpec spec(Expr f, DType dtype, Walk walk, int width) {
        Lifted lifted = f.lifted();
        Compute compute = switch (dtype) {
            case F32 -> Compute.F32;
            case F64 -> Compute.F64;
            case I32 -> Compute.I64;
            case I64 -> Compute.I64;
            case U8 -> Compute.I64;
            case BOOL -> Compute.I64;
        };
        List<Operand> inputs = new ArrayList<>();
        for (int i = 0; i < f.arity(); i++) {
            inputs.add(new Operand(dtype, i == 0 ? walk : Walk.SCALAR));
        }
        Operand output = new Operand(dtype, walk == Walk.SCALAR ? Walk.LINEAR : walk);
        return new MapSpec(lifted.structure(), lifted.constants().size(), compute, inputs, output, walk == Walk.STRIDED
                ? 3
                : 0, width);
    }

    private static List<MapSpec> specs() {
        List<MapSpec> specs = new ArrayList<>();
        for (DType dtype : new DType[] {DType.F32, DType.F64}) {
            for (UnaryOp op : UnaryOp.values()) {
                specs.add(spec(op.of(X), dtype, Walk.LINEAR, MapKernel.vectorWidth(dtype)));
                specs.add(spec(op.of(X), dtype, Walk.STRIDED, 1));
            }
            for (BinaryOp op : BinaryOp.values()) {
                specs.add(spec(op.of(X, Y), dtype, Walk.LINEAR, 1));
            }
            specs.add(spec(Expr.select(X.gt(Y), X, Y.mul(0.5)), dtype, Walk.STRIDED, 1));
            specs.add(spec(Expr.select(X, X.gt(Y), Y), dtype, Walk.LINEAR, 1));
            specs.add(spec(Expr.constant(3), dtype, Walk.LINEAR, MapKernel.vectorWidth(dtype)));
        }
        for (DType dtype : new DType[] {DType.I32, DType.I64, DType.U8, DType.BOOL}) {
            for (BinaryOp op : BinaryOp.values()) {
                if (op != BinaryOp.DIV && op != BinaryOp.POW) {
                    specs.add(spec(op.of(X, Y), dtype, Walk.STRIDED, 1));
                }
            }
            for (UnaryOp op : new UnaryOp[] {UnaryOp.NEG, UnaryOp.ABS, UnaryOp.SIGN}) {
                specs.add(spec(op.of(X), dtype, Walk.LINEAR, 1));
            }
            specs.add(spec(Expr.select(X.gt(2), X, Y), dtype, Walk.LINEAR, 1));
        }
        for (DType from : DType.values()) {
            for (DType to : DType.values()) {
                Compute compute = from == DType.F64 || to == DType.F64
                        ? Compute.F64
                        : from == DType.F32 || to == DType.F32 ? Compute.F32 : Compute.I64;
                specs.add(new MapSpec(X, 0, compute, List.of(new Operand(from, Walk.STRIDED)), new Operand(to,
                        Walk.LINEAR), 2, 1));
            }
        }
        return specs;
    }

    @Test
    void everyKernelAssembles() throws IOException, InterruptedException {
        Assembler.assumeInstalled();
        Assembler assembler = new Assembler(directory);
        List<MapSpec> specs = specs();
        for (int i = 0; i < specs.size(); i++) {
            assembler.assemble(i % 2 == 0 ? "sm_75" : "sm_90", MapKernel.source(specs.get(i), PRIMITIVES));
        }
    }

    @Test
    void takesOnlyThePrimitivesThatAreCalled() {
        String relu = MapKernel.source(spec(Activations.RELU, DType.F32, Walk.LINEAR, 4), PRIMITIVES);
        assertFalse(relu.contains(".func"), relu);
        String sine = MapKernel.source(spec(X.sin(), DType.F32, Walk.LINEAR, 4), PRIMITIVES);
        assertTrue(sine.contains("culebra_sin_f32") && sine.contains("__cudart_i2opi_f"));
        assertFalse(sine.contains("culebra_cos_f32"));
    }

    @Test
    void readsSixteenBytesAtOnceWhereOperandsAreContiguous() {
        String add = MapKernel.source(new MapSpec(X.add(Y), 0, Compute.F32, List.of(new Operand(DType.F32, Walk.LINEAR),
                new Operand(DType.F32, Walk.LINEAR)), new Operand(DType.F32, Walk.LINEAR), 0, 4), PRIMITIVES);
        assertEquals(2, add.split("ld.global.v4.f32", -1).length - 1);
        assertEquals(1, add.split("st.global.v4.f32", -1).length - 1);
    }

    @Test
    void expressionsThatDifferInConstantsHaveOneSource() {
        assertEquals(MapKernel.source(spec(X.mul(0.1), DType.F32, Walk.LINEAR, 4), PRIMITIVES), MapKernel.source(spec(X
                .mul(0.7), DType.F32, Walk.LINEAR, 4), PRIMITIVES));
    }
}
