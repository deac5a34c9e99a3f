package dev.culebra.bench.compare;

import dev.culebra.engine.ClassLosses;
import dev.culebra.engine.ClassTargets;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.util.List;

/** Softmax of rows, its logarithm, and cross-entropy with a label a row. */
record SoftmaxCases(Cases cases) {
    private static final List<List<Integer>> SIZES = List.of(List.of(64, 10), List.of(1024, 1000), List.of(4096, 4096));
    private static final List<List<Integer>> TINY_SIZES = List.of(List.of(4, 10));
    /** Some roundings of probabilities, and of logarithms of them, which are below 10. */
    private static final double PROBABILITY = 16 * 0x1p-24;
    private static final double LOGARITHM = 10 * PROBABILITY;

    private interface Operation {
        Tensor of(Tensor x, ClassTargets targets, Tensor upstream);
    }

    void run() {
        for (List<Integer> sizes : cases.tiny() ? TINY_SIZES : SIZES) {
            row("softmax", sizes, PROBABILITY, (x, _, _) -> x.softmax(1));
            row("logarithm of softmax", sizes, LOGARITHM, (x, _, _) -> x.logSoftmax(1));
            row("cross-entropy", sizes, LOGARITHM, (x, targets, _) -> losses(x, targets));
            row("cross-entropy and gradient", sizes, PROBABILITY, (x, targets, upstream) -> {
                losses(x, targets).close();
                return x.crossEntropyGradient(targets, upstream);
            });
        }
    }

    private static Tensor losses(Tensor x, ClassTargets targets) {
        ClassLosses losses = x.crossEntropy(targets);
        losses.weights().close();
        return losses.losses();
    }

    private void row(String verb, List<Integer> sizes, double tolerance, Operation operation) {
        new VerbCases(cases, Row.Section.SOFTMAX).row(verb, sizes, tolerance, operands -> {
            Tensor x = operands.matrix();
            ClassTargets targets = ClassTargets.of(operands.indices(sizes.get(1), sizes.get(0)));
            Tensor upstream = Tensor.full(Shape.of(sizes.get(0)), 1, x.dtype(), x.device());
            return () -> operation.of(x, targets, upstream);
        });
    }
}
