package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    /** A few operations in double precision on numbers of at most 1. */
    private static final double ROUNDING = 16 * Math.ulp(1.0);

    private static void assertNumbers(Schedule schedule, double... expected) {
        for (int step = 0; step < expected.length; step++) {
            assertEquals(expected[step], schedule.at(step), ROUNDING, "step " + step);
        }
    }

    @Test
    void jumpAndDecay() {
        assertNumbers(Schedule.constant(0.3), 0.3, 0.3);
        assertNumbers(Schedule.steps(0.8, 2, 0.5), 0.8, 0.8, 0.4, 0.4, 0.2);
        assertNumbers(Schedule.exponential(0.8, 0.5), 0.8, 0.4, 0.2, 0.1);
        assertNumbers(Schedule.exponential(0.8, 0.5).perEpoch(3), 0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2);
        assertNumbers(Schedule.linear(1, 0, 4), 1, 0.75, 0.5, 0.25, 0, 0, 0);
    }

    @Test
    void cosineEndsWhereItShould() {
        double quarter = Math.sqrt(0.5);
        assertNumbers(Schedule.cosine(1, 0.5, 4), 1, 0.5 + 0.5 * (1 + quarter) / 2, 0.75, 0.5 + 0.5 * (1 - quarter) / 2,
                0.5, 0.5);
    }

    @Test
    void warmUpComesBeforeTheBeginning() {
        assertNumbers(Schedule.exponential(0.8, 0.5).warmUp(2, 0.25), 0.2, 0.5, 0.8, 0.4, 0.2);
        assertNumbers(Schedule.constant(1).then(2, Schedule.linear(0.5, 0, 2)), 1, 1, 0.5, 0.25, 0);
    }

    /** fastai's fit_one_cycle(…, lr_max=1): a cosine from 1/25 to 1 in a quarter of the steps, then one to 1/100,000. */
    @Test
    void oneCycleHasFastaisNumbers() {
        OneCycle cycle = OneCycle.of(1, 8);
        assertNumbers(cycle.rate(), 0.04, 0.52, 1, annealed(1, 1e-5, 1 / 6.0), annealed(1, 1e-5, 2 / 6.0), annealed(1,
                1e-5, 0.5), annealed(1, 1e-5, 4 / 6.0), annealed(1, 1e-5, 5 / 6.0), 1e-5, 1e-5);
        assertNumbers(cycle.momentum(), 0.95, 0.9, 0.85, annealed(0.85, 0.95, 1 / 6.0), annealed(0.85, 0.95, 2 / 6.0),
                0.9);
        assertEquals(0.95, cycle.momentum().at(8), ROUNDING);
    }

    private static double annealed(double from, double to, double position) {
        return to + (from - to) * Math.pow(Math.cos(Math.PI * position / 2), 2);
    }

    @Test
    void setsRateAndMomentum() {
        try (Variable w = Variable.parameter(Tensor.of(1f));
                Sgd heavy = new Sgd(List.of(w), 0.1, 0.9, 0);
                Sgd plain = new Sgd(List.of(w), 0.1)) {
            OneCycle.of(1, 8).sets(heavy).stepping(2);
            assertEquals(1, heavy.learningRate());
            assertEquals(0.85, heavy.momentum().orElseThrow());
            OneCycle.of(1, 8).sets(plain).stepping(0);
            assertEquals(0.04, plain.learningRate());
        }
    }

    @Test
    void rejectsNumbersThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> Schedule.cosine(1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> Schedule.steps(1, 0, 0.5));
        assertThrows(IllegalArgumentException.class, () -> OneCycle.of(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new OneCycle(1, 5, 1, 25, 1e5, 0.95, 0.85));
    }
}
