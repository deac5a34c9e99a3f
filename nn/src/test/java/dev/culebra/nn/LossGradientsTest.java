package dev.culebra.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.culebra.engine.DType;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Losses;
import dev.culebra.nn.autograd.LossReduction;
import dev.culebra.nn.autograd.Variable;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every loss's gradient against differences in F64, in every reduction. A loss without a case fails. */
class LossGradientsTest {
    private static final Shape SHAPE = Shape.of(3, 4);
    private static final List<Case> CASES = cases();

    /**
     * @param factory of {@link Loss} that makes it
     */
    private record Case(String factory, Loss loss, Shape prediction, Tensor target) {
        @Override
        public String toString() {
            return "%s, %s of %s".formatted(factory, loss, prediction);
        }
    }

    private static List<Case> cases() {
        Tensor numbers = Tensor.of(SHAPE, new SplittableRandom(3).doubles(12, 0.05, 0.95).toArray());
        List<Case> cases = new ArrayList<>();
        Map<String, ElementwiseLoss> elementwise = Map.of(
                "meanSquaredError", Loss.meanSquaredError(),
                "meanAbsoluteError", Loss.meanAbsoluteError(),
                "huber", Loss.huber(0.3),
                "binaryCrossEntropy", Loss.binaryCrossEntropy(),
                "binaryCrossEntropyWithLogits", Loss.binaryCrossEntropyWithLogits(),
                "elementwise", Loss.elementwise("smooth", Losses.smoothL1(0.2)));
        for (LossReduction reduction : LossReduction.values()) {
            elementwise.forEach((name, loss) -> cases.add(new Case(name, loss.reduced(reduction), SHAPE, numbers)));
            classes(cases, reduction);
        }
        return cases;
    }

    private static void classes(List<Case> cases, LossReduction reduction) {
        Tensor labels = Tensor.of(Shape.of(3), new long[] {3, 0, 2});
        Tensor some = Tensor.of(Shape.of(3), new long[] {3, -100, 2});
        Tensor pixels = Tensor.of(Shape.of(2, 3), new long[] {3, 0, 2, 1, 1, -100});
        Tensor weights = Tensor.of(Shape.of(4), new double[] {0.5, 2, 1, 1.5});
        Tensor shares = Tensor.of(SHAPE, new SplittableRandom(4).doubles(12, 0, 1).toArray());
        CrossEntropy plain = Loss.crossEntropy().reduced(reduction);
        CrossEntropy full = plain.smoothing(0.2).weighted(weights).ignoring(-100);
        for (CrossEntropy loss : List.of(plain, plain.smoothing(0.3), plain.weighted(weights), full)) {
            cases.add(new Case("crossEntropy", loss, SHAPE, labels));
            cases.add(new Case("crossEntropy", loss, SHAPE, shares));
        }
        cases.add(new Case("crossEntropy", full, SHAPE, some));
        cases.add(new Case("crossEntropy", full, Shape.of(2, 4, 3), pixels));
        cases.add(new Case("crossEntropy", plain, Shape.of(4), Tensor.of(Shape.scalar(), new long[] {2})));
        NegativeLogLikelihood likelihood = Loss.negativeLogLikelihood().reduced(reduction);
        cases.add(new Case("negativeLogLikelihood", likelihood, SHAPE, labels));
        cases.add(new Case("negativeLogLikelihood", likelihood.weighted(weights).ignoring(-100), SHAPE, some));
        cases.add(new Case("negativeLogLikelihood", likelihood.ignoring(-100), Shape.of(2, 4, 3), pixels));
    }

    @Tag("source-tree")
    @Test
    void everyLossHasACase() throws IOException, URISyntaxException {
        Set<Class<?>> tested = CASES.stream().map(c -> c.loss().getClass()).collect(Collectors.toSet());
        assertEquals(Enumerated.implementations(Loss.class), tested);
        Set<String> factories = Arrays.stream(Loss.class.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && Loss.class.isAssignableFrom(method
                        .getReturnType()))
                .map(Method::getName).collect(Collectors.toSet());
        assertEquals(factories, CASES.stream().map(Case::factory).collect(Collectors.toSet()));
    }

    /** Predictions in (0, 1), so that they are probabilities where a loss wants them. */
    @TestFactory
    Stream<DynamicTest> gradients() {
        return CASES.stream().map(c -> dynamicTest(c.toString(), () -> {
            double[] values = new SplittableRandom(c.toString().hashCode())
                    .doubles(c.prediction().elements(), 0.05, 0.95).toArray();
            new Gradients(x -> c.loss().of(x[0], c.target())).input(c.prediction(), values).check();
        }));
    }

    @TestFactory
    Stream<DynamicTest> reductionsAgree() {
        return CASES.stream().filter(c -> c.toString().contains("NONE")).map(c -> dynamicTest(c.toString(), () -> {
            try (Scope _ = Scope.open()) {
                Variable prediction = Variable.constant(Tensor.full(c.prediction(), 0.25,
                        c.target().dtype().isFloating()
                                ? c.target().dtype()
                                : DType.F64,
                        c.target().device()));
                double sum = c.loss().of(prediction, c.target()).value().sum().item();
                double want = reduced(c.loss(), LossReduction.SUM).of(prediction, c.target()).value().item();
                assertEquals(want, sum, 1e-14 * Math.abs(want));
            }
        }));
    }

    private static Loss reduced(Loss loss, LossReduction reduction) {
        return switch (loss) {
            case ElementwiseLoss elementwise -> elementwise.reduced(reduction);
            case CrossEntropy entropy -> entropy.reduced(reduction);
            case NegativeLogLikelihood likelihood -> likelihood.reduced(reduction);
            default -> throw new AssertionError("no reduction of " + loss);
        };
    }
}
