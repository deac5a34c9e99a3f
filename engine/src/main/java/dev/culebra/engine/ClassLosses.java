package dev.culebra.engine;

/**
 * Cross-entropy of each row. The mean over a batch, as it is usually meant, is {@code Σ losses / Σ weights}.
 *
 * <pre>{@code
 * ClassLosses rows = logits.crossEntropy(ClassTargets.of(labels).ignoring(-100));
 * Tensor mean = rows.losses().sum().div(rows.weights().sum());
 * }</pre>
 *
 * @param losses {@code [n]}
 * @param weights of the rows' labels, {@code [n]}: 1 unless classes are weighted, 0 where the label is ignored
 */
public record ClassLosses(Tensor losses, Tensor weights) {}
