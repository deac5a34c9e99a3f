package dev.culebra.nn.train;

import dev.culebra.engine.Update;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.autograd.Variable;
import java.util.List;
import java.util.SequencedMap;

/**
 * Adam, as PyTorch defines it: for a parameter p with gradient g, in step t,
 *
 * <pre>
 * g ← g + decay·p
 * m ← m + (1 − β₁)·(g − m)
 * v ← β₂·v + (1 − β₂)·g²
 * p ← p − rate/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
 * </pre>
 *
 * <pre>{@code
 * try (Adam adam = new Adam(model.parameters(), AdamSettings.ofAdam().rate(3e-4))) {
 *     new Trainer(model, Loss.crossEntropy(), adam).fit(train, Optional.empty(), 5, TrainingListener.SILENT);
 * }
 * }</pre>
 */
public final class Adam extends AdaptiveMoments {
    private static final Update PLAIN = update(GRADIENT, PARAMETER);
    private static final Expr PULLED = GRADIENT.add(PARAMETER.mul(decayScalar()));
    private static final Update PULLING = update(PULLED, PARAMETER);

    /** Parameters in groups. */
    public Adam(List<ParameterGroup> groups, AdamSettings settings) {
        super("adam", groups, settings, decays(groups, settings.decay()) ? PULLING : PLAIN);
    }

    /** Named parameters, as a layer has them. */
    public Adam(SequencedMap<String, Variable> parameters, AdamSettings settings) {
        this(List.of(ParameterGroup.of(parameters)), settings);
    }

    @Override
    double decay(ParameterGroup group) {
        return group.decay().orElse(settings.decay());
    }
}
