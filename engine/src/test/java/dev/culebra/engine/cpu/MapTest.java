package dev.culebra.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.expr.BinaryOp;
import dev.culebra.engine.expr.Evaluator;
import dev.culebra.engine.expr.Expr;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract of all backends cannot see: threads, strips, and the heap. */
class MapTest {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);
    /** Heavy enough for the strips of the vector kernels and for threads, and the same in float as in double but for rounding. */
    private static final Expr HEAVY = Expr.select(Y, X.exp().add(X.tanh()), X.mul(0.5));

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#byThreads")
    void resultsDoNotDependOnTheNumberOfThreads(List<CpuBackend> backends) {
        compare(backends, 151, 540);
    }

    /** Rows so short that several of them are computed at a time. */
    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#byThreads")
    void shortRowsAreComputedAlike(List<CpuBackend> backends) {
        compare(backends, 7001, 10);
        compare(backends, 319, 256);
        compare(backends, 3, 200);
        compare(backends, 61, 1000);
        compare(backends, 61, 1025);
    }

    private static void compare(List<CpuBackend> backends, int m, int n) {
        Layout rows = Layout.contiguous(Shape.of(m, n));
        Layout columns = Layout.contiguous(Shape.of(n, m)).permute(1, 0);
        Layout bias = Layout.of(rows.shape(), new long[] {0, 1}, 0);
        Layout column = Layout.of(rows.shape(), new long[] {1, 0}, 7);
        for (Layout output : List.of(rows, columns)) {
            for (Layout other : List.of(rows, columns, bias, column)) {
                double[] single = mapped(backends.getFirst(), rows, other, output);
                for (CpuBackend backend : backends.subList(1, backends.size())) {
                    assertArrayEquals(single, mapped(backend, rows, other, output), output + " " + other);
                }
            }
        }
    }

    /** The storage of the result, after checking its elements. */
    private static double[] mapped(CpuBackend backend, Layout x, Layout y, Layout output) {
        Shape shape = Shape.of(x.shape().elements());
        View numbers = numbered(backend, shape);
        View truths = CpuBackends.empty(backend, DType.BOOL, shape);
        backend.map(BinaryOp.GT.of(X, Expr.constant(-0.3)), new View[] {numbers}, truths);
        View result = CpuBackends.empty(backend, DType.F32, shape);
        backend.map(HEAVY, new View[] {numbers.with(x), truths.with(y)}, result.with(output));
        double[] in = CpuBackends.read(numbers);
        double[] conditions = CpuBackends.read(truths);
        double[] out = CpuBackends.read(result);
        for (int i = 0; i < x.shape().size(0); i++) {
            for (int j = 0; j < x.shape().size(1); j++) {
                double expected = Evaluator.evaluate(HEAVY, in[at(x, i, j)], conditions[at(y, i, j)]);
                // Two units for each function and one for the sum, of a value below e.
                assertEquals(expected, out[at(output, i, j)], 5 * Math.ulp(2f), i + ", " + j);
            }
        }
        List.of(numbers, truths, result).forEach(view -> view.storage().release());
        return out;
    }

    private static int at(Layout layout, int i, int j) {
        return (int) (layout.offset() + i * layout.stride(0) + j * layout.stride(1));
    }

    /** From −1 to 1. */
    private static View numbered(CpuBackend backend, Shape shape) {
        float[] values = new float[(int) shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 7919L % 2001 - 1000) / 1000f;
        }
        return CpuBackends.floats(backend, shape, values);
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void anInputMayBeTheOutput(CpuBackend backend) {
        for (Layout layout : List.of(Layout.contiguous(Shape.of(5000)), Layout.of(Shape.of(40, 50), new long[] {100, 2},
                1))) {
            View x = numbered(backend, Shape.of(5000));
            double[] before = CpuBackends.read(x);
            backend.map(X.mul(X).add(0.3f), new View[] {x.with(layout)}, x.with(layout));
            double[] after = CpuBackends.read(x);
            int changed = 0;
            for (int i = 0; i < before.length; i++) {
                float square = (float) before[i] * (float) before[i];
                changed += after[i] == square + 0.3f ? 1 : 0;
                assertEquals(true, after[i] == square + 0.3f || after[i] == before[i], "element " + i);
            }
            assertEquals(layout.shape().elements(), changed);
            x.storage().release();
        }
    }

    @Test
    void theHeapNeededDoesNotGrowWithTheElements() {
        CpuBackend backend = CpuBackends.all().toList().getLast();
        long few = allocatedBytes(backend, 16);
        long many = allocatedBytes(backend, 16_384);
        // An array more or less by the compiler's choice; a vector left as an object on each turn would be a megabyte.
        assertEquals(few, many, 10_000);
    }

    /** Heap that a call takes, once its loops have been compiled by the JIT compiler. */
    private static long allocatedBytes(CpuBackend backend, int rows) {
        View x = numbered(backend, Shape.of(rows, 8));
        View bias = numbered(backend, Shape.of(8));
        View[] inputs = {x, bias.with(bias.layout().broadcastTo("test", x.shape()))};
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20_000 && least > 5_000; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            backend.map(X.add(Y), inputs, x);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        x.storage().release();
        bias.storage().release();
        return least;
    }
}
