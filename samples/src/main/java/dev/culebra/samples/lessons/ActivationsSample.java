package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.engine.GeneratedKernel;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.samples.Sample;
import dev.culebra.samples.Story;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Plot;
import dev.culebra.samples.show.Screen;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One line each. */
@Story("""
        Without an activation between them, two linear layers are only one: a sum of sums. An activation bends each value \
        on its way, and so many bends make any curve.

        The sigmoid squeezes every number between 0 and 1. It was first, but far from 0 it is flat: its derivative, which \
        learning needs, dies away. ReLU is 0 below 0 and leaves the rest as it is: cheap, and its derivative is 0 or 1.

        An activation is one line, an expression of its input. Here is one of our own, x·sin(x)² + x/2. Its loop on the \
        processor, its kernel on a card and its derivative follow from that line, and run as fast as the built-in ones: \
        however long the expression, memory is read and written once.""")
@Command(name = "activations", description = "ReLU, sigmoid and one of your own, with their derivatives.")
public final class ActivationsSample extends Sample {

    private static final int HALF = 200;
    private static final double STEP = 0.03;
    private static final int LINES = 16;
    private static final int MOST = 100_000_000;
    private static final double GIGA = 1e9;

    @Option(names = "--elements", paramLabel = "N", defaultValue = "1048576",
            description = "How many floats a function is timed on (default: ${DEFAULT-VALUE}).")
    private int elements;

    @Option(names = "--millis", paramLabel = "N", defaultValue = "300",
            description = "How long each is timed at least (default: ${DEFAULT-VALUE}).")
    private int millis;

    /** For the command. */
    public ActivationsSample() {}

    private static SequencedMap<String, Expr> functions() {
        Expr x = Expr.input(0);
        SequencedMap<String, Expr> functions = new LinkedHashMap<>();
        functions.put("relu", Activations.RELU);
        functions.put("sigmoid", Activations.SIGMOID);
        functions.put("own", x.mul(x.sin().square()).add(x.mul(0.5)));
        return functions;
    }

    @Override
    protected void run(Screen screen, Figures figures) {
        Ranges.between("--elements", 1, MOST, elements);
        Ranges.atLeast("--millis", 1, millis);
        screen.println("Device   " + Device.standardReason());
        double[] x = IntStream.rangeClosed(-HALF, HALF).mapToDouble(i -> i * STEP).toArray();
        var values = new Plot("Activations", "x", "f(x)");
        var slopes = new Plot("Derivatives", "x", "f′(x)");
        screen.printf("%n%-10s%-34s%s%n", "", "elements/s [10⁹]", "derivative");
        functions().forEach((name, f) -> {
            try (Scope _ = Scope.open()) {
                Variable in = Variable.parameter(Tensor.of(Shape.of(x.length), x).to(Device.standard()));
                try (in) {
                    Variable out = in.map(f);
                    out.sum().backward();
                    values.line(name, x, out.value().toDoubles());
                    slopes.line(name, x, in.gradient().orElseThrow().toDoubles());
                }
                double rate = ElementRate.of(f, elements, millis);
                screen.printf("%-10s%-34s%s%n", name, "%.2f".formatted(rate / GIGA), f.derivative(0));
                figures.put(name + "PerSecond", rate);
            }
        });
        Expr own = functions().lastEntry().getValue();
        String kernel = GeneratedKernel.ptx(own);
        screen.printf("%nOn a card the own one, %s, becomes a kernel; what it does with four values:%n%n", own);
        kernel.lines().dropWhile(line -> !line.contains("ld.global.v4")).limit(LINES).forEach(screen::println);
        screen.println("\t…\n");
        figures.put("kernelLines", kernel.lines().count());
        pictures().add("values", "Three activations.", values);
        pictures().add("slopes", "Their derivatives, by autograd.", slopes);
    }
}
