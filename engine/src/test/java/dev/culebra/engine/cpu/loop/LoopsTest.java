package dev.culebra.engine.cpu.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.DType;
import dev.culebra.engine.cpu.WarmUp;
import dev.culebra.engine.expr.BinaryOp;
import dev.culebra.engine.expr.Evaluator;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.UnaryOp;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation, in every arithmetic, with every access, at lengths around those of vectors. */
class LoopsTest {
    private static final Operand F32 = Operand.of(DType.F32, Access.CONTIGUOUS);
    /** Up to three vectors of the widest kind and one element. */
    private static final int LONGEST = 49;
    private static final int GAP = 3;
    private static final int[] LENGTHS = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 47, 48, LONGEST};

    /** Among them those where operations are special; a wrong lane shows. */
    private static final double[] SAMPLES = {
        0, -0.0, 1, -1, 0.5, -2.25, 3, 7.75, -13, 100, -100, 1e-3, 1e10, -1e10, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY, Double.NaN, 1e-30, 2, 1.5, -0.75
    };

    static List<Loops> variants() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? List.of(Loops.ofScalars(), new Loops(Loops.Kind.VECTORS, 512), new Loops(Loops.Kind.VECTORS, 512,
                        true))
                : List.of(Loops.ofScalars());
    }

    static Stream<Expr> everyOperation() {
        Expr x = Expr.input(0);
        Expr y = Expr.input(1);
        Expr z = Expr.input(2);
        Stream<Expr> chosen = Stream.of(
                Expr.select(BinaryOp.LT.of(x, y), x, z),
                Expr.select(z, x, y),
                Expr.select(BinaryOp.NE.of(BinaryOp.LT.of(x, y), BinaryOp.GE.of(z, x)), y.mul(2), z),
                BinaryOp.EQ.of(x, y).add(BinaryOp.GT.of(y, z)),
                x.abs().mul(y.abs()).add(1).mul(z.abs()).add(0.25).sqrt(),
                x);
        return Stream.of(Arrays.stream(UnaryOp.values()).map(op -> op.of(x)),
                Arrays.stream(BinaryOp.values()).map(op -> op.of(x, y)), chosen).flatMap(s -> s);
    }

    @ParameterizedTest
    @MethodSource("everyOperation")
    void agreesWithTheEvaluator(Expr expr) {
        for (Loops loops : variants()) {
            for (DType dtype : List.of(DType.F32, DType.F64)) {
                for (int accesses = 0; accesses < 54; accesses++) {
                    Access output = accesses % 2 == 0 ? Access.CONTIGUOUS : Access.STRIDED;
                    Access[] inputs = {access(accesses / 2), access(accesses / 6), access(accesses / 18)};
                    check(loops, expr, dtype, output, inputs);
                }
            }
        }
    }

    private static Access access(int number) {
        return Access.values()[number % 3];
    }

    private static void check(Loops loops, Expr expr, DType dtype, Access output, Access... inputs) {
        Operand[] operands = Arrays.stream(inputs).map(access -> Operand.of(dtype, access)).toArray(Operand[]::new);
        MapLoop loop = loops.loop(new LoopSpec(expr, arithmetic(dtype), Operand.of(dtype, output), operands));
        try (var memory = new LoopMemory(dtype, LONGEST, GAP, SAMPLES)) {
            for (int count : LENGTHS) {
                memory.clearOutput();
                memory.run(loop, output, inputs, count);
                for (int i = 0; i < count; i++) {
                    double[] x = memory.inputs(inputs, i);
                    assertClose(dtype, Evaluator.evaluate(expr, x), memory.output(output, i),
                            () -> expr + " of " + Arrays
                                    .toString(x) + ", " + output + " of " + Arrays.toString(inputs));
                }
                assertTrue(memory.isClearOutside(output, count), "wrote beyond element " + count);
            }
        }
    }

    /** Four units of the last place of a float or double, the bound for pow and erf; the others keep two. */
    private static void assertClose(DType dtype, double expected, double actual, Supplier<String> what) {
        double rounded = dtype == DType.F32 ? (float) expected : expected;
        double unit = dtype == DType.F32 ? Math.ulp((float) expected) : Math.ulp(expected);
        if (Double.compare(rounded, actual) != 0 && !(Math.abs(actual - expected) <= 4 * unit)) {
            throw new AssertionError(what.get() + ": expected " + expected + ", was " + actual);
        }
    }

    private static Arithmetic arithmetic(DType dtype) {
        return dtype == DType.F32 ? Arithmetic.F32 : Arithmetic.F64;
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"F32", "F64"})
    void writesOverAnInput(DType dtype) {
        Expr expr = Expr.input(0).mul(Expr.input(1)).exp();
        Operand operand = Operand.of(dtype, Access.CONTIGUOUS);
        for (Loops loops : variants()) {
            MapLoop loop = loops.loop(new LoopSpec(expr, arithmetic(dtype), operand, operand, operand));
            try (var memory = new LoopMemory(dtype, LONGEST, GAP, SAMPLES)) {
                double[][] before = new double[LONGEST][];
                for (int i = 0; i < LONGEST; i++) {
                    before[i] = memory.inputs(new Access[] {Access.CONTIGUOUS, Access.CONTIGUOUS}, i);
                }
                memory.runInPlace(loop, LONGEST);
                for (int i = 0; i < LONGEST; i++) {
                    assertClose(dtype, Evaluator.evaluate(expr, before[i]), memory.firstInput(i), expr::toString);
                }
            }
        }
    }

    @Test
    void takesMoreInputsThanAnyone() {
        Expr sum = Expr.input(0);
        Operand[] operands = new Operand[12];
        MemorySegment[] segments = new MemorySegment[operands.length];
        try (Arena arena = Arena.ofShared()) {
            for (int i = 0; i < operands.length; i++) {
                sum = i == 0 ? sum : sum.add(Expr.input(i).mul(i + 1));
                operands[i] = F32;
                segments[i] = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3, 4, 5);
            }
            MemorySegment output = arena.allocate(20);
            for (Loops loops : variants()) {
                loops.loop(new LoopSpec(sum, Arithmetic.F32, F32, operands)).run(segments, new long[12], new long[12],
                        output, 0, 0, 5);
                assertEquals(78f * 5, output.getAtIndex(ValueLayout.JAVA_FLOAT, 4));
            }
        }
    }

    @Test
    void manyThreadsThatWantOneLoopGetTheSame() throws Exception {
        for (Loops loops : variants()) {
            var found = new ArrayList<java.util.concurrent.Future<MapLoop>>();
            try (var threads = Executors.newFixedThreadPool(8)) {
                for (int i = 0; i < 64; i++) {
                    found.add(threads.submit(() -> loops.loop(spec(1.5))));
                }
            }
            Set<MapLoop> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
            for (var loop : found) {
                distinct.add(loop.get());
            }
            assertEquals(1, distinct.size());
        }
    }

    @Test
    void keepsWhatIsUsedAndDropsWhatIsNot() {
        Loops loops = new Loops(Loops.Kind.SCALARS, 4);
        MapLoop used = loops.loop(spec(0.5));
        MapLoop forgotten = loops.loop(spec(0.25));
        for (int i = 1; i <= 12; i++) {
            loops.loop(spec(i));
            assertSame(used, loops.loop(spec(0.5)));
        }
        assertNotSame(forgotten, loops.loop(spec(0.25)));
    }

    @Test
    void classesOfDroppedLoopsAreUnloaded() throws InterruptedException {
        Loops loops = new Loops(Loops.Kind.SCALARS, 2);
        var type = new WeakReference<>(((StripLoop) loops.counted(spec(0.5)).code()).code().getClass());
        for (int i = 1; i <= 6; i++) {
            loops.loop(spec(i));
        }
        for (int i = 0; i < 50 && type.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertNull(type.get());
    }

    /** However long that takes: up to the number of runs, or the loop has changed. */
    @Test
    void changingFromScalarsToVectorsChangesNoBit() {
        Expr expr = Expr.input(0).sigmoid().mul(Expr.input(1)).add(Expr.input(2).exp());
        Operand[] operands = {F32, F32, F32};
        Access[] accesses = {Access.CONTIGUOUS, Access.CONTIGUOUS, Access.CONTIGUOUS};
        LoopSpec spec = new LoopSpec(expr, Arithmetic.F32, F32, operands);
        CountedLoop loop = variants().size() == 1 ? Loops.ofScalars().counted(spec)
                : new Loops(Loops.Kind.VECTORS, 512, true, Optional.of(new WarmUp())).counted(spec);
        MapLoop first = loop.code();
        try (var memory = new LoopMemory(DType.F32, LONGEST, GAP, SAMPLES)) {
            memory.clearOutput();
            memory.run(first, Access.CONTIGUOUS, accesses, LONGEST);
            byte[] bits = memory.outputBytes();
            for (int run = 0; run < 400_000 && loop.code() == first; run++) {
                memory.run(loop, Access.CONTIGUOUS, accesses, LONGEST);
            }
            for (int run = 0; run < 100; run++) {
                memory.clearOutput();
                memory.run(loop, Access.CONTIGUOUS, accesses, LONGEST);
                assertArrayEquals(bits, memory.outputBytes());
            }
        }
    }

    private static LoopSpec spec(double factor) {
        return new LoopSpec(Expr.input(0).mul(factor).add(factor), Arithmetic.F32, F32, F32);
    }
}
