package dev.culebra.nn.train;

/**
 * One step of a training.
 *
 * <pre>{@code
 * TrainingListener printer = new TrainingListener() {
 *     public void stepped(StepReport step) {
 *         System.out.printf("%d/%d: %.4f%n", step.step(), step.steps(), step.loss());
 *     }
 * };
 * }</pre>
 *
 * @param epoch number of the epoch, from 1
 * @param step number of the step in the epoch, from 1
 * @param steps steps in an epoch
 * @param loss of the step's batch, before the step
 * @param examples in the batch
 */
public record StepReport(int epoch, int step, int steps, double loss, int examples) {}
