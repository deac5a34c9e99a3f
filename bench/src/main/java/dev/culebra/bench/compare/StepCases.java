package dev.culebra.bench.compare;

import dev.culebra.bench.peer.Question;
import dev.culebra.bench.peer.Work;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Training steps of networks with ReLU (the smallest: sigmoids), cross-entropy and plain gradient descent, in full precision: reading
 * the loss after each step, as a program does that shows it; on a card also not reading it. The same weights and images everywhere;
 * what is compared before anything is timed is the loss of the first step and of the {@value #CHECKED}th, of Culebra with the
 * others'.
 */
record StepCases(Cases cases) {
    private static final int CHECKED = 10;
    /** Losses of steps that began alike, after some sums in another order. */
    private static final double TOLERANCE = 1e-3;

    private static final List<Net> NETS = List.of(new Net("A", "sigmoid", 64, 784, 16, 16, 10),
            new Net("B", "relu", 64, 784, 128, 10), new Net("C", "relu", 64, 784, 512, 512, 10),
            new Net("D", "relu", 512, 784, 512, 512, 10), new Net("E", "relu", 1024, 784, 2048, 2048, 10));
    private static final List<Net> TINY_NETS =
            List.of(new Net("a", "relu", 8, 32, 16, 10), new Net("b", "sigmoid", 8, 32, 16, 10));

    private record Net(String letter, String activation, int batch, Integer... sizes) {
        String name() {
            return letter + " " + Arrays.stream(sizes).map(String::valueOf).collect(Collectors.joining("-"))
                    + ", batch " + batch;
        }
    }

    void run() {
        for (Net net : cases.tiny() ? TINY_NETS : NETS) {
            row(net, net.name(), true);
            if (cases.onCard()) { // which goes on by itself
                row(net, net.name() + ", loss not read", false);
            }
        }
    }

    private void row(Net net, String name, boolean read) {
        if (!cases.wants(name)) {
            return;
        }
        Question.Step question =
                new Question.Step(List.of(net.sizes), net.batch, net.activation, read, CHECKED, Training.RATE);
        try (Training training = Training.of(question, cases.tensors())) {
            double[] losses = training.losses(CHECKED);
            // ln 10 is what a network loses that knows nothing.
            Check sane = Check.absolute(1, Math.log(net.sizes[net.sizes.length - 1]));
            sane.objection(new double[] {losses[0]}).ifPresent(wrong -> {
                throw new IllegalStateException(name + ": " + wrong);
            });
            cases.done()
                    .accept(new Row(Row.Section.STEPS, name, cases.threads(), 1,
                            cases.figures(question, Check.relative(TOLERANCE, losses),
                                    () -> new Work(losses, read ? training::step : training::stepUnread, () -> {}),
                                    true)));
        }
    }
}
