package dev.culebra.engine.cuda.ptx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.DType;
import dev.culebra.engine.contract.RandomExpr;
import dev.culebra.engine.cuda.ptx.MapSpec.Operand;
import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.BinaryOp;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Formulas;
import dev.culebra.engine.expr.Losses;
import dev.culebra.engine.expr.NamedFunction;
import dev.culebra.engine.expr.UnaryOp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** NVIDIA's compiler accepts every kind of elementwise kernel: operators, types, walks, the functions of the library. */
class GeneratedKernelsTest {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);
    private static final DType[] FLOATING = {DType.F32, DType.F64};
    private static final DType[] WHOLE = {DType.I32, DType.I64, DType.U8, DType.BOOL};

    @BeforeAll
    static void needCompiler() {
        PtxCompiler.assumeAvailable();
    }

    private static void accept(Collection<MapSpec> specs) {
        PtxCompiler.acceptInTurn(specs.stream().map(MapSpecs::source).distinct().toList());
    }

    /** As vectors, one by one and by strides. */
    private static void addWalks(Collection<MapSpec> specs, Expr f, DType dtype) {
        specs.add(MapSpecs.spec(f, dtype, Walk.LINEAR, MapKernel.vectorWidth(dtype)));
        specs.add(MapSpecs.spec(f, dtype, Walk.LINEAR, 1));
        specs.add(MapSpecs.spec(f, dtype, Walk.STRIDED, 1));
    }

    @Test
    void operatorsOnRealNumbers() {
        List<MapSpec> specs = new ArrayList<>();
        for (DType dtype : FLOATING) {
            for (UnaryOp op : UnaryOp.values()) {
                addWalks(specs, op.of(X), dtype);
            }
            for (BinaryOp op : BinaryOp.values()) {
                addWalks(specs, op.of(X, Y), dtype);
            }
            addWalks(specs, Expr.select(X.gt(Y), X, Y.mul(0.5)), dtype);
            addWalks(specs, Expr.select(X, X.gt(Y), Y), dtype);
            addWalks(specs, Expr.constant(3), dtype);
        }
        accept(specs);
    }

    @Test
    void operatorsOnWholeNumbers() {
        List<MapSpec> specs = new ArrayList<>();
        for (DType dtype : WHOLE) {
            for (BinaryOp op : BinaryOp.values()) {
                if (op != BinaryOp.DIV && op != BinaryOp.POW) {
                    specs.add(MapSpecs.spec(op.of(X, Y), dtype, Walk.STRIDED, 1));
                    specs.add(MapSpecs.spec(op.of(X, Y), dtype, Walk.LINEAR, 1));
                }
            }
            for (UnaryOp op : new UnaryOp[] {UnaryOp.NEG, UnaryOp.ABS, UnaryOp.SIGN}) {
                specs.add(MapSpecs.spec(op.of(X), dtype, Walk.LINEAR, 1));
            }
            specs.add(MapSpecs.spec(Expr.select(X.gt(2), X, Y), dtype, Walk.LINEAR, 1));
        }
        accept(specs);
    }

    @Test
    void conversions() {
        List<MapSpec> specs = new ArrayList<>();
        for (DType from : DType.values()) {
            for (DType to : DType.values()) {
                specs.add(MapSpecs.spec(X, List.of(new Operand(from, Walk.STRIDED)), new Operand(to, Walk.LINEAR), 1));
            }
        }
        accept(specs);
    }

    @Test
    void theLibraryAndItsDerivatives() throws ReflectiveOperationException {
        List<NamedFunction> functions = new ArrayList<>();
        for (Class<?> library : List.of(Activations.class, Losses.class, Formulas.class)) {
            functions.addAll(NamedFunction.all(library));
        }
        assertTrue(functions.size() > 50, functions.toString());
        Set<MapSpec> specs = new LinkedHashSet<>();
        for (NamedFunction function : functions) {
            specs.add(MapSpecs.spec(function.f(), DType.F32, Walk.LINEAR, MapKernel.vectorWidth(DType.F32)));
            specs.add(MapSpecs.spec(function.f(), DType.F64, Walk.LINEAR, 1));
            for (DType dtype : FLOATING) {
                specs.add(MapSpecs.spec(function.f().derivative(0), dtype, Walk.LINEAR, 1));
            }
        }
        accept(specs);
    }

    @Test
    void mixturesOfTypesAndWalks() {
        SplittableRandom random = new SplittableRandom(90);
        List<MapSpec> specs = new ArrayList<>();
        for (int round = 0; round < 60; round++) {
            Expr f = RandomExpr.of(random, 1 + random.nextInt(4), 1 + random.nextInt(12));
            List<Operand> inputs = new ArrayList<>();
            for (int i = 0; i < f.arity(); i++) {
                inputs.add(new Operand(any(random, DType.values()), any(random, Walk.values())));
            }
            Walk walk = random.nextBoolean() ? Walk.LINEAR : Walk.STRIDED;
            specs.add(MapSpecs.spec(f, inputs, new Operand(any(random, DType.values()), walk), 1));
        }
        accept(specs);
    }

    @SafeVarargs
    private static <T> T any(SplittableRandom random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
