package dev.culebra.nn.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.DTypeException;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VariableTest {
    private long usedBefore;

    @BeforeEach
    void remember() {
        usedBefore = Device.standard().memory().usedBytes();
    }

    @AfterEach
    void nothingLeaks() {
        assertEquals(usedBefore, Device.standard().memory().usedBytes());
    }

    @Test
    void gradientsOfSeveralUsesAddUp() {
        try (Variable w = Variable.parameter(Tensor.of(2f, -1f)); Scope _ = Scope.open()) {
            w.mul(w).add(w).sum().backward();
            assertArrayEquals(new float[] {5, -1}, w.gradient().orElseThrow().toFloats());
        }
    }

    @Test
    void gradientsOfSeveralPassesAddUpUntilCleared() {
        try (Variable w = Variable.parameter(Tensor.of(2f)); Scope _ = Scope.open()) {
            w.mul(3).sum().backward();
            w.mul(4).sum().backward();
            assertEquals(7, w.gradient().orElseThrow().item());
            w.clearGradient();
            assertTrue(w.gradient().isEmpty());
        }
    }

    @Test
    void aGradientOutlivesTheScopeOfItsPass() {
        try (Variable w = Variable.parameter(Tensor.of(2f))) {
            try (Scope _ = Scope.open()) {
                w.broadcastTo(Shape.of(5, 1)).sum().backward();
            }
            assertEquals(5, w.gradient().orElseThrow().item());
        }
    }

    @Test
    void aClosedIntermediateDoesNotHinderThePass() {
        try (Variable w = Variable.parameter(Tensor.of(0.5f)); Scope _ = Scope.open()) {
            Variable s = w.sigmoid();
            Variable y = s.mul(2);
            s.close();
            y.sum().backward();
            double sigmoid = 1 / (1 + Math.exp(-0.5));
            assertEquals(2 * sigmoid * (1 - sigmoid), w.gradient().orElseThrow().item(), 4 * Math.ulp(1f));
        }
    }

    @Test
    void backwardFreesWhatOperationsSaved() {
        try (Variable w = Variable.parameter(Tensor.of(new float[1000])); Scope scope = Scope.open()) {
            Variable loss;
            try (Variable x = Variable.constant(Tensor.of(new float[1000])); Variable product = w.mul(x)) {
                loss = product.square().sum();
            }
            long held = Device.standard().memory().usedBytes();
            loss.backward();
            w.clearGradient();
            assertTrue(Device.standard().memory().usedBytes() <= held - 2 * 4000, "x and the product are still held");
            assertEquals(2, scope.size(), "the square and the loss are left");
        }
    }

    @Test
    void aPassIsDoneOnce() {
        try (Variable w = Variable.parameter(Tensor.of(2f)); Scope _ = Scope.open()) {
            Variable loss = w.square().sum();
            loss.backward();
            String message = assertThrows(IllegalStateException.class, loss::backward).getMessage();
            assertTrue(message.contains("compute the loss again"), message);
        }
    }

    @Test
    void withoutRecordingNothingIsRemembered() {
        try (Variable w = Variable.parameter(Tensor.of(2f)); Scope _ = Scope.open()) {
            try (Recording _ = Recording.off()) {
                assertFalse(w.square().requiresGradient());
            }
            assertTrue(w.square().requiresGradient());
        }
    }

    @Test
    void errorsSayWhatIsWrong() {
        try (Variable w = Variable.parameter(Tensor.of(2f, 3f)); Scope _ = Scope.open()) {
            assertMessage(ShapeException.class, "backward: needs a scalar, got shape [2]", () -> w.square().backward());
            assertMessage(ShapeException.class, "backward: the gradient must have shape [2], got [1]", () -> w.square()
                    .backward(Tensor.of(1f)));
            assertMessage(IllegalStateException.class, "was not computed from a parameter", () -> Variable.constant(
                    Tensor.of(1f)).backward());
            assertMessage(DTypeException.class, "parameter: needs F32 or F64, got I64", () -> Variable.parameter(Tensor
                    .of(Shape.of(1), new long[] {1})));
            assertMessage(IndexOutOfBoundsException.class, "crossEntropy: label 2 at [0] lies outside [0, 2)",
                    () -> w.reshape(
                            Shape.of(1, 2)).crossEntropy(Tensor.of(Shape.of(1), new long[] {2})).value().item());
            assertMessage(ShapeException.class, "crossEntropy: needs logits [n, classes] and labels [n]", () -> w
                    .crossEntropy(Tensor.of(Shape.of(1), new long[] {1})));
        }
    }

    private static void assertMessage(Class<? extends Throwable> type, String part, Runnable run) {
        String message = assertThrows(type, run::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
