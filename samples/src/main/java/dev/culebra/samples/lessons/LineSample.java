package dev.culebra.samples.lessons;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.samples.Sample;
import dev.culebra.samples.Story;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Screen;
import java.util.List;
import picocli.CommandLine.Command;

/** Three ways down to the same line. */
@Story("""
        A line is two numbers: y = a₁·x₁ + a₂·x₂, where x₂ is always 1. Here are a hundred points near the line with \
        a = (3, 2). We pretend not to know, begin with a = (−1, 1), and look for the line that the points came from.

        How wrong a line is, the loss says: the mean of the squared distances between what it predicts and the points. \
        So we have to find the a with the smallest loss, and there are three ways to know where to go.

        Try: nudge a₁ up, down, a₂ up, down, and keep the best of the four. It works, and with two parameters it is \
        quick enough; a network has thousands of them.

        Measure: the difference of the loss between a little more and a little less of each parameter, divided by the \
        distance, is its slope there, the gradient. Step against it: gradient descent. Two losses a parameter and step.

        Calculate: autograd remembers how the loss came about and goes back through it once, and has the whole gradient.

        How far a step goes, the learning rate says. Too small, and we crawl; too large, and every step overshoots \
        further than the last.

        The same works for any points on a line: ice creams sold against the temperature of the day.""")
@Command(name = "line", description = "Finds the line through points: by trying, measuring and calculating.")
public final class LineSample extends Sample {

    private static final int POINTS = 100;
    private static final double NOISE = 0.3;
    private static final int STEPS = 40;
    private static final double[] START = {-1, 1};
    private static final List<Rate> RATES =
            List.of(new Rate("small", 0.03), new Rate("good", 0.6), new Rate("too large", 1.03));

    /** A learning rate, and what becomes of it. */
    record Rate(String name, double value) {}

    /** For the command. */
    public LineSample() {}

    @Override
    protected void run(Screen screen, Figures figures) {
        screen.println("Device   " + Device.standardReason());
        var random = new RandomStream(seed());
        try (Scope _ = Scope.open()) {
            Tensor x1 = draw(new Distribution.Uniform(-1, 1), random);
            Tensor x = Tensor.concat(1, x1, Tensor.full(x1.shape(), 1, x1.dtype(), x1.device()));
            Tensor a = Tensor.of(Shape.of(2, 1), new double[] {3, 2});
            Tensor y = x.matmul(a).add(draw(new Distribution.Normal(0, NOISE), random));
            var line = new LineFit(x, y);

            screen.printf("%n%-24s%9s%9s%10s%8s%n", "way down", "a₁", "a₂", "loss", "losses");
            report(screen, figures, "nudges", line.byNudges(START));
            report(screen, figures, "differences", line.byDifferences(START, RATES.get(1).value, STEPS));
            report(screen, figures, "autograd", line.byAutograd(START, RATES.get(1).value, STEPS));
            screen.println("");

            List<LineFit.Way> ways =
                    RATES.stream().map(rate -> line.byAutograd(START, rate.value, STEPS)).toList();
            for (int i = 0; i < ways.size(); i++) {
                screen.printf("rate %-5s %-10s loss after %d steps: %.3g%n", RATES.get(i).value, RATES.get(i).name,
                        STEPS, ways.get(i).loss());
            }
            screen.println("");
            pictures().add("descent", "Gradient descent with a small, a good and a too large learning rate.",
                    new LineFilm(x, y, RATES, ways).animation());
            new IceCreams().show(screen, figures, pictures());
        }
    }

    private static Tensor draw(Distribution distribution, RandomStream random) {
        return Tensor.random(distribution, Shape.of(POINTS, 1), DType.F64, random, Device.standard());
    }

    private static void report(Screen screen, Figures figures, String name, LineFit.Way way) {
        double[] a = way.a();
        screen.printf("%-24s%9.4f%9.4f%10.5f%8d%n", name, a[0], a[1], way.loss(), way.losses());
        figures.put(name + "A1", a[0]);
        figures.put(name + "A2", a[1]);
        figures.put(name + "Loss", way.loss());
    }
}
