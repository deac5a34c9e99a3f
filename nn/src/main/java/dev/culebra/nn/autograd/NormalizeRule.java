package dev.culebra.nn.autograd;

import dev.culebra.engine.Moments;
import dev.culebra.engine.Normalized;
import dev.culebra.engine.NormalizedGradient;
import dev.culebra.engine.Tensor;

/**
 * Normalisation by the moments of the input itself. They are by-products of the value, kept as inputs 3 and 4; no gradient
 * goes to them, because that of input 0 takes them for functions of it. All three gradients come of one computation.
 */
final class NormalizeRule {
    private NormalizeRule() {}

    static NormalizedVariable of(Op.Normalize op, Variable x, Variable scale, Variable shift) {
        Normalized normalized = x.value().normalize(scale.value(), shift.value(), op.epsilon(), Rules.ints(op.axes()));
        Moments moments = normalized.moments();
        Variable output = Variable.computed(op, normalized.output(), x, scale, shift, Variable.constant(moments.mean()),
                Variable.constant(moments.variance()));
        return new NormalizedVariable(output, moments);
    }

    static Tensor value(Op.Normalize op, Tensor... x) {
        return x[0].normalize(new Moments(x[3], x[4]), x[1], x[2], op.epsilon());
    }

    static Tensor gradient(Op.Normalize op, int i, Saved saved, Tensor upstream) {
        return saved.together(i, () -> {
            Moments moments = new Moments(saved.input(3), saved.input(4));
            NormalizedGradient gradient = saved.input(0).normalizeGradient(moments, saved.input(1), op.epsilon(),
                    upstream);
            return new Tensor[] {gradient.input(), gradient.scale(), gradient.shift()};
        });
    }
}
