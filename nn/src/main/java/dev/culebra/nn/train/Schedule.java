package dev.culebra.nn.train;

/**
 * A number that changes from step to step: a learning rate, or a momentum. A function of the number of steps made so far and of
 * nothing else, so a training that goes on after an interruption needs to remember no more than that number.
 *
 * <pre>{@code
 * Schedule rate = Schedule.cosine(0.1, 0, 1000).warmUp(100, 0.01); // 100 steps up to 0.1, then 1000 steps down to 0
 * trainer.fit(train, Optional.empty(), 10, rate.setsRateOf(optimizer));
 * }</pre>
 */
@FunctionalInterface
public interface Schedule {
    /**
     * The number for a step.
     *
     * @param step how many steps were made before, from 0
     */
    double at(long step);

    /** The same number at all times. */
    static Schedule constant(double value) {
        return _ -> value;
    }

    /**
     * {@code start·factor^⌊step/every⌋}: a jump after each {@code every} steps.
     *
     * @param every at least 1
     */
    static Schedule steps(double start, long every, double factor) {
        checkSteps("steps", every);
        return step -> start * Math.pow(factor, step / every);
    }

    /** {@code start·factor^step}. */
    static Schedule exponential(double start, double factor) {
        return step -> start * Math.pow(factor, step);
    }

    /**
     * Half a cosine wave from {@code start} to {@code end}, and {@code end} from then on:
     * {@code end + (start − end)·(1 + cos(π·step/steps))/2}.
     *
     * @param steps at least 1
     */
    static Schedule cosine(double start, double end, long steps) {
        checkSteps("cosine", steps);
        return step -> end + (start - end) * (1 + Math.cos(Math.PI * Math.min(step, steps) / steps)) / 2;
    }

    /**
     * A straight line from {@code start} to {@code end}, and {@code end} from then on.
     *
     * @param steps at least 1
     */
    static Schedule linear(double start, double end, long steps) {
        checkSteps("linear", steps);
        return step -> start + (end - start) * Math.min(step, steps) / steps;
    }

    private static void checkSteps(String schedule, long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("schedule: %s needs at least 1 step, got %d".formatted(schedule, steps));
        }
    }

    /**
     * This one for some steps, then another one from its beginning.
     *
     * @param steps at least 0
     */
    default Schedule then(long steps, Schedule next) {
        return step -> step < steps ? at(step) : next.at(step - steps);
    }

    /**
     * A straight line from a share of this schedule's first number to that number, then this schedule from its beginning.
     *
     * @param steps at least 1
     * @param from the share, as {@code 0.1}
     */
    default Schedule warmUp(long steps, double from) {
        return linear(from * at(0), at(0), steps).then(steps, this);
    }

    /**
     * This schedule, counted in epochs: it stays the same during an epoch.
     *
     * @param steps in an epoch, at least 1
     */
    default Schedule perEpoch(long steps) {
        checkSteps("perEpoch", steps);
        return step -> at(step / steps);
    }

    /** Sets an optimizer's learning rate before each step. */
    default TrainingListener setsRateOf(Optimizer optimizer) {
        return new TrainingListener() {
            @Override
            public void stepping(long steps) {
                optimizer.learningRate(at(steps));
            }
        };
    }

    /** Sets an optimizer's momentum before each step. */
    default TrainingListener setsMomentumOf(Optimizer optimizer) {
        return new TrainingListener() {
            @Override
            public void stepping(long steps) {
                optimizer.momentum(at(steps));
            }
        };
    }
}
