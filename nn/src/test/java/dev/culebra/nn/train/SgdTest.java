package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;

class SgdTest {
    /** A few additions and multiplications of numbers below 10. */
    private static final double ROUNDING = 32 * Math.ulp(10.0);

    @Test
    void followsItsFormula() {
        for (double momentum : new double[] {0, 0.9}) {
            for (double decay : new double[] {0, 0.1}) {
                check(momentum, decay);
            }
        }
    }

    private static void check(double momentum, double decay) {
        double p = 3;
        double v = 0;
        try (Variable w = Variable.parameter(Tensor.of(Shape.of(1), new double[] {p}));
                Sgd sgd = new Sgd(List.of(w), 0.1, momentum, decay)) {
            for (int step = 0; step < 5; step++) {
                try (Scope _ = Scope.open()) {
                    sgd.clearGradients();
                    w.square().sum().backward();
                    sgd.step();
                }
                v = momentum * v + 2 * p + decay * p;
                p -= 0.1 * v;
                assertEquals(p, w.value().item(), ROUNDING, "momentum %s, decay %s".formatted(momentum, decay));
            }
        }
    }

    @Test
    void takesANewRate() {
        try (Variable w = Variable.parameter(Tensor.of(1f)); Sgd sgd = new Sgd(List.of(w), 0.5)) {
            sgd.learningRate(0.25);
            try (Scope _ = Scope.open()) {
                w.mul(2).sum().backward();
                sgd.step();
            }
            assertEquals(0.25, sgd.learningRate());
            assertEquals(0.5, w.value().item());
        }
    }

    @Test
    void leavesAParameterWithoutGradientAlone() {
        try (Variable w = Variable.parameter(Tensor.of(1f)); Sgd sgd = new Sgd(List.of(w), 0.5, 0.9, 0.1)) {
            sgd.step();
            assertEquals(1, w.value().item());
        }
    }

    @Test
    void freesWhatItRemembers() {
        try (Variable w = Variable.parameter(Tensor.of(new float[100]))) {
            long before = Device.standard().memory().usedBytes();
            new Sgd(List.of(w), 0.5, 0.9, 0).close();
            assertEquals(before, Device.standard().memory().usedBytes());
        }
    }

    @Test
    void rejectsNumbersThatCannotBe() {
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new Sgd(List.of(), bad));
            assertThrows(IllegalArgumentException.class, () -> new Sgd(List.of(), 0.1, bad, 0));
            assertThrows(IllegalArgumentException.class, () -> new Sgd(List.of(), 0.1, 0, bad));
        }
    }
}
