package dev.culebra.nn.train;

/**
 * One cycle of the learning rate, up and down, and of the momentum, down and up, each half a cosine wave (Smith, "A disciplined
 * approach to neural network hyper-parameters", 2018; the standard numbers are those of fastai).
 *
 * <pre>{@code
 * OneCycle cycle = OneCycle.of(0.01, 5 * train.batches());
 * trainer.fit(train, Optional.of(valid), 5, cycle.sets(optimizer));
 * }</pre>
 *
 * @param max the largest learning rate
 * @param steps of the whole cycle, at least 1
 * @param share of the steps that go up, above 0 and below 1
 * @param div the rate begins at {@code max/div}
 * @param divFinal the rate ends at {@code max/divFinal}
 * @param momentumHigh momentum at the beginning and at the end
 * @param momentumLow momentum where the rate is largest
 */
public record OneCycle(double max, long steps, double share, double div, double divFinal, double momentumHigh,
        double momentumLow) {
    /**
     * @throws IllegalArgumentException if a number is not as described
     */
    public OneCycle {
        if (!(share > 0 && share < 1) || steps < 1 || !(div > 0) || !(divFinal > 0)) {
            throw new IllegalArgumentException(
                    "one cycle: needs at least 1 step, a share between 0 and 1 and divisors above 0: got %d, %s, %s, %s"
                            .formatted(steps, share, div, divFinal));
        }
        Ranges.number("one cycle", "largest rate", max);
        Ranges.share("one cycle", "high momentum", momentumHigh);
        Ranges.share("one cycle", "low momentum", momentumLow);
    }

    /** A quarter of the steps up; the rate from max/25 to max/100,000, the momentum 0.95, 0.85, 0.95. */
    public static OneCycle of(double max, long steps) {
        return new OneCycle(max, steps, 0.25, 25, 1e5, 0.95, 0.85);
    }

    /** The learning rate. */
    public Schedule rate() {
        return step -> wave(step, max / div, max, max / divFinal);
    }

    /** The momentum. */
    public Schedule momentum() {
        return step -> wave(step, momentumHigh, momentumLow, momentumHigh);
    }

    /** Sets an optimizer's rate, and its momentum if it has one, before each step. */
    public TrainingListener sets(Optimizer optimizer) {
        TrainingListener rate = rate().setsRateOf(optimizer);
        return optimizer.momentum().isEmpty()
                ? rate
                : TrainingListener.of(rate, momentum().setsMomentumOf(optimizer));
    }

    private double wave(long step, double start, double middle, double end) {
        double position = Math.min(1, (double) step / steps);
        return position < share
                ? half(start, middle, position / share)
                : half(middle, end, (position - share) / (1 - share));
    }

    private static double half(double from, double to, double position) {
        return from + (to - from) * (1 - Math.cos(Math.PI * position)) / 2;
    }
}
