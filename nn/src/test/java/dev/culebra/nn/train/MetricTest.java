package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricTest {
    private final Scope scope = Scope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor scores(long classes, float... values) {
        return Tensor.of(Shape.of(values.length / classes, classes), values);
    }

    private static Tensor labels(long... values) {
        return Tensor.of(Shape.of(values.length), values);
    }

    private static double of(Metric metric, Tensor prediction, Tensor target) {
        Metric.Tally tally = metric.start();
        tally.add(prediction, target);
        return tally.value();
    }

    @Test
    void batchesCountByTheirExamples() {
        Metric.Tally accuracy = Metric.accuracy().start();
        assertTrue(Double.isNaN(accuracy.value()));
        accuracy.add(scores(2, 1, 0, 0, 1, 0, 1), labels(0, 1, 0));
        accuracy.add(scores(2, 1, 0), labels(1));
        assertEquals(0.5, accuracy.value());
    }

    @Test
    void topKTakesTheFirstOfEqualScores() {
        Tensor scores = scores(4, 9, 7, 8, 7, 9, 7, 8, 7, 9, 7, 8, 7, 9, 7, 8, 7);
        Tensor labels = labels(0, 1, 2, 3);
        assertEquals(0.25, of(Metric.topK(1), scores, labels));
        assertEquals(0.5, of(Metric.topK(2), scores, labels));
        assertEquals(0.75, of(Metric.topK(3), scores, labels));
        assertEquals(1, of(Metric.topK(4), scores, labels));
        assertEquals("top3", Metric.topK(3).name());
        Tensor odd = scores(3, Float.NaN, 2, 1, -0f, 0, -1);
        assertEquals(of(Metric.accuracy(), odd, labels(0, 0)), of(Metric.topK(1), odd, labels(0, 0)));
    }

    @Test
    void errorsOfNumbers() {
        Tensor predicted = Tensor.of(2.5f, 0, 2, 8);
        Tensor right = Tensor.of(3f, -0.5f, 2, 7);
        assertEquals(0.5, of(Metric.meanAbsoluteError(), predicted, right));
        assertEquals(Math.sqrt(0.375), of(Metric.rootMeanSquaredError(), predicted, right), Math.ulp(1.0));
        // The targets' mean is 2.875, and 29.1875 the sum of their squared distances from it.
        assertEquals(1 - 1.5 / 29.1875, of(Metric.r2(), predicted, right), 8 * Math.ulp(1.0));
    }

    @Test
    void explainedVarianceOfSeveralBatchesIsThatOfAll() {
        Metric.Tally parts = Metric.r2().start();
        parts.add(Tensor.of(2.5f), Tensor.of(3f));
        parts.add(Tensor.of(0, 2, 8), Tensor.of(-0.5f, 2, 7));
        assertEquals(1 - 1.5 / 29.1875, parts.value(), 8 * Math.ulp(1.0));
        Metric.Tally far = Metric.r2().start();
        far.add(Tensor.of(Shape.of(2), new double[] {1e9, 1e9 + 2}), Tensor.of(Shape.of(2), new double[] {1e9, 1e9
                + 1}));
        assertEquals(-1, far.value());
    }

    @Test
    void confusionCountsPairs() {
        Confusion confusion = new Confusion(3);
        confusion.accept(scores(3, 1, 0, 0, 0, 1, 0, 0, 1, 0), labels(0, 0, 1));
        confusion.accept(scores(3, 0, 0, 1), labels(2));
        assertEquals(1, confusion.count(0, 0));
        assertEquals(1, confusion.count(0, 1));
        assertEquals(0, confusion.count(1, 0));
        assertEquals(0.75, confusion.accuracy());
        assertEquals(0.5, confusion.recall(0));
        assertEquals(0.5, confusion.precision(1));
        assertEquals(1, confusion.precision(2));
        assertThrows(IndexOutOfBoundsException.class, () -> confusion.accept(scores(3, 1, 0, 0), labels(3)));
        assertThrows(ShapeException.class, () -> confusion.accept(scores(2, 1, 0), labels(0)));
    }

    @Test
    void saysWhatDoesNotFit() {
        assertThrows(ShapeException.class, () -> of(Metric.accuracy(), labels(1), labels(1)));
        assertThrows(ShapeException.class, () -> of(Metric.topK(2), scores(2, 1, 0), labels(1, 2)));
        assertThrows(ShapeException.class, () -> of(Metric.r2(), Tensor.of(1, 2), Tensor.of(1f)));
        assertThrows(IndexOutOfBoundsException.class, () -> of(Metric.topK(2), scores(2, 1, 0), labels(2)));
        assertThrows(IllegalArgumentException.class, () -> Metric.topK(0));
    }
}
