package dev.culebra.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.LossReduction;
import dev.culebra.nn.autograd.Variable;
import org.junit.jupiter.api.Test;

class LossTest {
    private static final Shape ROWS = Shape.of(2, 2);
    private static final double[] LOGITS = {1, 2, 0, -1};

    private static Variable logits() {
        return Variable.constant(Tensor.of(ROWS, LOGITS));
    }

    private static Tensor labels(long... labels) {
        return Tensor.of(Shape.of(labels.length), labels);
    }

    /** {@code −log p[label]} of a row of two logits, by hand. */
    private static double loss(int row, int label) {
        double other = LOGITS[2 * row + 1 - label];
        return Math.log1p(Math.exp(other - LOGITS[2 * row + label]));
    }

    @Test
    void theMeanIsOverTheWeightsOfTheLabels() {
        try (Scope _ = Scope.open()) {
            Tensor weights = Tensor.of(Shape.of(2), new double[] {3, 1});
            double want = (1 * loss(0, 1) + 3 * loss(1, 0)) / 4;
            assertEquals(want, Loss.crossEntropy().weighted(weights).of(logits(), labels(1, 0)).value().item(), 1e-15);
            Variable logs = logits().logSoftmax(1);
            assertEquals(want, Loss.negativeLogLikelihood().weighted(weights).of(logs, labels(1, 0)).value().item(),
                    1e-15);
        }
    }

    @Test
    void ignoredLabelsDoNotCount() {
        try (Scope _ = Scope.open()) {
            CrossEntropy loss = Loss.crossEntropy().ignoring(-100);
            assertEquals(loss(1, 0), loss.of(logits(), labels(-100, 0)).value().item(), 1e-15);
            assertEquals(Double.NaN, loss.of(logits(), labels(-100, -100)).value().item(), "a mean over nothing");
            assertArrayEquals(new double[] {0, loss(1, 0)},
                    loss.reduced(LossReduction.NONE).of(logits(), labels(-100, 0))
                            .value().toDoubles(),
                    1e-15);
        }
    }

    @Test
    void probabilitiesOfOneAreLabels() {
        try (Scope _ = Scope.open()) {
            Tensor certain = Tensor.of(ROWS, new double[] {0, 1, 1, 0});
            CrossEntropy smooth = Loss.crossEntropy().smoothing(0.2);
            assertEquals(smooth.of(logits(), labels(1, 0)).value().item(), smooth.of(logits(), certain).value().item(),
                    1e-15);
        }
    }

    @Test
    void theMostConfidentErrorIsFinite() {
        try (Scope _ = Scope.open()) {
            Variable wrong = Variable.constant(Tensor.of(-1000f, 1000f));
            Tensor truth = Tensor.of(1f, 0f);
            assertEquals(1000, Loss.binaryCrossEntropyWithLogits().of(wrong, truth).value().item());
            Variable sure = Variable.parameter(Tensor.of(0f, 1f));
            Variable loss = Loss.binaryCrossEntropy().of(sure, truth);
            assertEquals(100, loss.value().item());
            loss.backward();
            assertArrayEquals(new float[] {-5e11f, 5e11f}, sure.gradient().orElseThrow().toFloats());
            sure.close();
        }
    }

    @Test
    void messagesSayWhatDoesNotFit() {
        try (Scope _ = Scope.open()) {
            assertMessage("huber: shapes differ: prediction [2, 2], target [2]",
                    () -> Loss.huber(1).of(logits(), Tensor.of(
                            Shape.of(2), new double[2])));
            assertMessage("logits [2, 2], labels [3]", () -> Loss.crossEntropy().of(logits(), labels(0, 1, 0)));
            assertMessage("negativeLogLikelihood: needs", () -> Loss.negativeLogLikelihood().of(logits(), labels(0)));
            assertThrows(IllegalArgumentException.class, () -> Loss.crossEntropy().smoothing(1.5));
            assertThrows(IllegalArgumentException.class, () -> Loss.huber(0));
        }
    }

    private static void assertMessage(String part, Runnable run) {
        String message = assertThrows(ShapeException.class, run::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
