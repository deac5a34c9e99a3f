package dev.culebra.bench;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Update;
import dev.culebra.engine.Update.Assignment;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Adam's step of all parameters of a network: as one update, and as one {@code map} an assignment and parameter.
 *
 * <p>{@code mvn -q verify -Dbench=UpdateBenchmark}; {@code -Dculebra.device} names the device.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dculebra.cpu.warmup=none"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class UpdateBenchmark {
    private static final Expr PARAMETER = Expr.input(0);
    private static final Expr GRADIENT = Expr.input(1);
    private static final Expr FIRST = Expr.input(2);
    private static final Expr SECOND = Expr.input(3);
    private static final Update ADAM = new Update(4, 4, List.of(
            new Assignment(2, FIRST.add(GRADIENT.sub(FIRST).mul(Expr.input(5)))),
            new Assignment(3, SECOND.mul(Expr.input(6)).add(Expr.input(7).mul(GRADIENT).mul(GRADIENT))),
            new Assignment(0, PARAMETER.sub(Expr.input(4).mul(FIRST).div(SECOND.sqrt().add(1e-8))))));

    /** Networks by their widths. */
    public enum Network {
        /** 13 thousand parameters in 6 tensors. */
        SMALL(784, 16, 16, 10),
        /** 0.7 million. */
        MEDIUM(784, 512, 512, 10),
        /** 5.8 million. */
        LARGE(784, 2048, 2048, 10);

        private final int[] widths;

        Network(int... widths) {
            this.widths = widths;
        }
    }

    @Param
    private Network network;

    private Backend backend;
    private final List<View[]> groups = new ArrayList<>();
    private final List<View[]> inputs = new ArrayList<>();

    /** All numbers are 0.5. */
    @Setup
    public void setUp() {
        backend = Device.standard().backend();
        for (int i = 1; i < network.widths.length; i++) {
            add(Shape.of(network.widths[i], network.widths[i - 1]));
            add(Shape.of(network.widths[i]));
        }
    }

    private void add(Shape shape) {
        View[] group = new View[ADAM.tensors() + 1];
        View[] each = new View[ADAM.tensors() + ADAM.scalars()];
        for (int i = 0; i < ADAM.tensors(); i++) {
            group[i] = floats(shape);
            each[i] = group[i];
        }
        View scalars = floats(Shape.of(ADAM.scalars()));
        group[ADAM.tensors()] = scalars;
        for (int i = 0; i < ADAM.scalars(); i++) {
            each[ADAM.tensors() + i] = scalars.with(scalars.layout().select(0, i).broadcastTo("scalar", shape));
        }
        groups.add(group);
        inputs.add(each);
    }

    private View floats(Shape shape) {
        View view = new View(backend.allocate(shape.elements() * DType.F32.bytes()), Layout.contiguous(shape),
                DType.F32);
        backend.map(Expr.constant(0.5), new View[0], view);
        return view;
    }

    /** One update. */
    @Benchmark
    public void fused() {
        backend.update(ADAM, groups);
        backend.synchronize();
    }

    /** Three maps a parameter. */
    @Benchmark
    public void maps() {
        for (View[] each : inputs) {
            for (Assignment assignment : ADAM.assignments()) {
                backend.map(assignment.value(), each, each[assignment.target()]);
            }
        }
        backend.synchronize();
    }
}
