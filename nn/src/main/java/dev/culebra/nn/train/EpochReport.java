package dev.culebra.nn.train;

import java.util.Optional;

/**
 * One epoch of a training.
 *
 * <pre>{@code
 * for (EpochReport epoch : trainer.fit(train, Optional.of(valid), 5, TrainingListener.SILENT)) {
 *     System.out.printf("%d: %.4f%n", epoch.number(), epoch.trainLoss());
 * }
 * }</pre>
 *
 * @param number of the epoch, from 1
 * @param trainLoss mean over the epoch's examples of the loss before each step
 * @param validation on the other examples, after the epoch; empty if there are none
 * @param seconds of training, the validation not counted
 */
public record EpochReport(int number, double trainLoss, Optional<Evaluation> validation, double seconds) {}
