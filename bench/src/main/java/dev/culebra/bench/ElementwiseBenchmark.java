package dev.culebra.bench;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.BinaryOp;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.UnaryOp;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Elementwise functions of 16 Ki floats on one thread, in a JVM that has run twenty others before: {@code ops/ns} are 10⁹
 * elements a second. What is timed is the whole verb {@code map}, with loops of vectors from the first call on.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dculebra.threads=1",
    "-Dculebra.cpu.warmup=none"})
public class ElementwiseBenchmark {
    private static final int ELEMENTS = 1 << 14;
    private static final int INPUTS = 3;
    private static final long EACH_NANOS = 150_000_000;

    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);
    private static final Expr Z = Expr.input(2);
    private static final Expr ZERO = Expr.constant(0);

    /** What is measured. */
    public enum Function {
        COPY(X),
        RELU(BinaryOp.MAX.of(X, ZERO)),
        ADD(X.add(Y)),
        MUL(X.mul(Y)),
        DIV(BinaryOp.DIV.of(X, Y)),
        EXP(UnaryOp.EXP.of(X)),
        LOG(UnaryOp.LOG.of(X)),
        SIN(UnaryOp.SIN.of(X)),
        TANH(UnaryOp.TANH.of(X)),
        SIGMOID(UnaryOp.SIGMOID.of(X)),
        ERF(UnaryOp.ERF.of(X)),
        BIAS_SIGMOID(UnaryOp.SIGMOID.of(X.add(Y))),
        /** mul, add, max, mul, sub, mul. */
        CHAIN_OF_6(chain(X.mul(Y).add(Z))),
        CHAIN_OF_12(chain(chain(X.mul(Y).add(Z)).mul(Z).add(X)));

        private final Expr expr;

        Function(Expr expr) {
            this.expr = expr;
        }

        private static Expr chain(Expr x) {
            return BinaryOp.MAX.of(x, ZERO).mul(0.5).sub(X).mul(Y);
        }
    }

    @Param
    private Function function;

    private Backend backend;
    private View[] inputs;
    private View output;

    /** Fills the inputs with −3 to 3, and runs the twenty. */
    @Setup
    public void setUp() {
        backend = Device.of("cpu").backend();
        inputs = new View[INPUTS];
        var random = new SplittableRandom(6);
        for (int input = 0; input < INPUTS; input++) {
            float[] values = new float[ELEMENTS];
            for (int i = 0; i < ELEMENTS; i++) {
                values[i] = (float) random.nextDouble(-3, 3);
            }
            inputs[input] = floats();
            backend.upload(MemorySegment.ofArray(values), inputs[input].storage(), 0);
        }
        output = floats();
        for (Expr other : others()) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < EACH_NANOS) {
                backend.map(other, inputs, output);
            }
        }
    }

    private View floats() {
        Shape shape = Shape.of(ELEMENTS);
        return new View(backend.allocate(shape.elements() * DType.F32.bytes()), Layout.contiguous(shape), DType.F32);
    }

    /** Every function of one operand, and four of two. */
    private static List<Expr> others() {
        List<Expr> others = new ArrayList<>();
        for (UnaryOp op : UnaryOp.values()) {
            others.add(op.of(X.mul(Y)));
        }
        for (BinaryOp op : List.of(BinaryOp.SUB, BinaryOp.DIV, BinaryOp.MIN, BinaryOp.LT)) {
            others.add(op.of(X.add(Y), Z));
        }
        return others;
    }

    /** One call of {@code map}. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void map() {
        backend.map(function.expr, inputs, output);
    }
}
