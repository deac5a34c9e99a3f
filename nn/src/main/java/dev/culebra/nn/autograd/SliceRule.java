package dev.culebra.nn.autograd;

import dev.culebra.engine.Tensor;

/** A slice hands its gradient to the elements it took; the others get 0. A concatenation is the reverse. */
final class SliceRule {
    private SliceRule() {}

    static Tensor gradient(Op.Slice op, Saved saved, Tensor upstream) {
        Tensor gradient = Tensor.zeros(saved.shape(0), upstream.dtype(), upstream.device());
        try (Tensor part = gradient.slice(op.axis(), op.from(), op.to())) {
            part.set(upstream);
        }
        return gradient;
    }

    /** The part of a concatenation's gradient that belongs to input {@code i}. */
    static Tensor part(int axis, int i, Saved saved, Tensor upstream) {
        long from = 0;
        for (int before = 0; before < i; before++) {
            from += saved.shape(before).size(axis);
        }
        return upstream.slice(axis, from, from + saved.shape(i).size(axis));
    }
}
