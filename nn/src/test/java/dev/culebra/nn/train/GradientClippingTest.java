package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GradientClippingTest {
    private final Variable a = Variable.parameter(Tensor.of(3f, 0f));
    private final Variable b = Variable.parameter(Tensor.of(Shape.of(1), new double[] {-4}));
    private final Variable unused = Variable.parameter(Tensor.of(1f));

    @AfterEach
    void close() {
        List.of(a, b, unused).forEach(Variable::close);
    }

    /** Gradients 3, 0 and −4, of two types: their norm is 5. */
    private void backward() {
        try (Scope _ = Scope.open()) {
            a.square().sum().mul(0.5).backward();
            b.square().sum().mul(0.5).backward();
        }
    }

    private static double[] gradient(Variable variable) {
        return variable.gradient().orElseThrow().toDoubles();
    }

    @Test
    void scalesAllByOneFactor() {
        backward();
        new GradientClipping.ByNorm(1).clip(List.of(a, b, unused));
        double factor = 1 / (5 + 1e-6);
        // The factor is a number of the first gradient's type, F32.
        assertArrayEquals(new double[] {3 * factor, 0}, gradient(a), 4 * Math.ulp(1f));
        assertArrayEquals(new double[] {-4 * factor}, gradient(b), 4 * Math.ulp(1f));
        assertTrue(unused.gradient().isEmpty());
    }

    @Test
    void leavesSmallOnesAlone() {
        backward();
        new GradientClipping.ByNorm(5.1).clip(List.of(a, b));
        assertArrayEquals(new double[] {3, 0}, gradient(a));
        assertArrayEquals(new double[] {-4}, gradient(b));
    }

    @Test
    void boundsEachElement() {
        backward();
        new GradientClipping.ByValue(3.5).clip(List.of(a, b, unused));
        assertArrayEquals(new double[] {3, 0}, gradient(a));
        assertArrayEquals(new double[] {-3.5}, gradient(b));
        new GradientClipping.ByValue(0.5).clip(List.of(a, b));
        assertArrayEquals(new double[] {0.5, 0}, gradient(a));
    }

    @Test
    void tellsTheNorm() {
        assertTrue(GradientClipping.norm(List.of(a, b)).isEmpty());
        backward();
        try (Tensor norm = GradientClipping.norm(List.of(a, b)).orElseThrow()) {
            assertEquals(5, norm.item());
        }
    }

    @Test
    void rejectsLimitsThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new GradientClipping.ByNorm(-1));
        assertThrows(IllegalArgumentException.class, () -> new GradientClipping.ByValue(Double.NaN));
    }
}
