package dev.culebra.nn.train;

import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Epoch;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for a good learning rate: trains with rates that grow from step to step until the loss explodes, notes the losses, and
 * puts everything back as it was (Smith, "Cyclical learning rates for training neural networks", WACV 2017).
 *
 * <pre>{@code
 * RateCurve curve = RateFinder.standard().run(trainer, train);
 * optimizer.learningRate(curve.suggestion().orElse(0.01));
 * }</pre>
 *
 * @param from the first rate, above 0
 * @param to the last rate, above {@code from}
 * @param steps at most, at least 2; rates lie evenly on a logarithmic scale
 * @param explosion the search ends where the smoothed loss is so many times the smallest one before
 */
public record RateFinder(double from, double to, int steps, double explosion) {
    /** Share of the smoothed loss that stays from step to step, as fastai has it. */
    private static final double SMOOTH = 0.98;

    /**
     * @throws IllegalArgumentException if a number is not as described
     */
    public RateFinder {
        if (!(from > 0 && to > from && Double.isFinite(to)) || steps < 2 || !(explosion > 1)) {
            throw new IllegalArgumentException(
                    "rate finder: needs rates 0 < from < to, 2 steps or more, an explosion above 1: got %s, %s, %d, %s"
                            .formatted(from, to, steps, explosion));
        }
    }

    /** From 10⁻⁷ to 10 in 100 steps, up to four times the smallest loss. */
    public static RateFinder standard() {
        return new RateFinder(1e-7, 10, 100, 4);
    }

    /**
     * Trains, and restores the trainer's {@linkplain Trainer#state() state} afterwards, also after an exception: model,
     * optimizer, and random streams that the trainer knows of.
     *
     * @param train begins anew as often as needed; not empty
     * @throws IllegalArgumentException if it is
     */
    public RateCurve run(Trainer trainer, DataLoader train) {
        if (train.batches() == 0) {
            throw new IllegalArgumentException("rate finder: the loader has no batches");
        }
        try (State before = trainer.state().copy()) {
            try {
                return new RateCurve(search(trainer, train));
            } finally {
                trainer.rewind(before);
                trainer.optimizer().clearGradients();
            }
        }
    }

    private List<RateCurve.Point> search(Trainer trainer, DataLoader train) {
        List<RateCurve.Point> points = new ArrayList<>();
        double mean = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (int epoch = 0; points.size() < steps; epoch++) {
            try (Epoch batches = train.epoch(epoch, trainer.device())) {
                while (batches.hasNext() && points.size() < steps) {
                    double rate = rate(points.size());
                    trainer.optimizer().learningRate(rate);
                    double loss = loss(trainer, batches);
                    mean = SMOOTH * mean + (1 - SMOOTH) * loss;
                    double smoothed = mean / (1 - Math.pow(SMOOTH, points.size() + 1.0));
                    if (!(smoothed <= explosion * smallest)) {
                        return points;
                    }
                    smallest = Math.min(smallest, smoothed);
                    points.add(new RateCurve.Point(rate, loss, smoothed));
                }
            }
        }
        return points;
    }

    private static double loss(Trainer trainer, Epoch batches) {
        try (Batch batch = batches.next()) {
            return trainer.step(batch);
        }
    }

    /** The rate of a step. */
    private double rate(int step) {
        return from * Math.pow(to / from, step / (steps - 1.0));
    }
}
