package dev.culebra.nn.train;

import dev.culebra.engine.Update;
import dev.culebra.nn.autograd.Variable;
import java.util.List;
import java.util.SequencedMap;

/**
 * Adam with weight decay apart from the gradient (Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019),
 * as PyTorch defines it: for a parameter p with gradient g, in step t,
 *
 * <pre>
 * p ← p·(1 − rate·decay)
 * m ← m + (1 − β₁)·(g − m)
 * v ← β₂·v + (1 − β₂)·g²
 * p ← p − rate/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
 * </pre>
 *
 * <pre>{@code
 * try (AdamW adam = new AdamW(model.parameters(), AdamSettings.ofAdamW())) {
 *     new Trainer(model, Loss.crossEntropy(), adam).fit(train, Optional.empty(), 5, TrainingListener.SILENT);
 * }
 * }</pre>
 */
public final class AdamW extends AdaptiveMoments {
    private static final Update UPDATE = update(GRADIENT, PARAMETER.mul(decayScalar()));

    /** Parameters in groups. */
    public AdamW(List<ParameterGroup> groups, AdamSettings settings) {
        super("adamw", groups, settings, UPDATE);
    }

    /** Named parameters, as a layer has them. */
    public AdamW(SequencedMap<String, Variable> parameters, AdamSettings settings) {
        this(List.of(ParameterGroup.of(parameters)), settings);
    }

    @Override
    double decay(ParameterGroup group) {
        return 1 - rate(group) * group.decay().orElse(settings.decay());
    }
}
