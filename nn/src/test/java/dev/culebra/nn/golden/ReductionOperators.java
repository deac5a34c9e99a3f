package dev.culebra.nn.golden;

import dev.culebra.engine.Reduction;
import dev.culebra.nn.autograd.Variable;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reductions over axes and softmax. A scalar, which has no axes, is treated as PyTorch does: as if it had one. */
final class ReductionOperators {
    private ReductionOperators() {}

    static void addTo(Map<String, Operator> all) {
        all.put("sum", (a, x) -> x[0].reduce(Reduction.SUM, keep(a), axes(a, x[0])));
        all.put("amax", (a, x) -> x[0].reduce(Reduction.MAX, keep(a), axes(a, x[0])));
        all.put("amin", (a, x) -> x[0].reduce(Reduction.MIN, keep(a), axes(a, x[0])));
        all.put("mean", (a, x) -> x[0].mean(keep(a), axes(a, x[0])));
        all.put("var", (a, x) -> x[0].var(correction(a), keep(a), axes(a, x[0])));
        all.put("logsumexp", (a, x) -> x[0].logSumExp(keep(a), axes(a, x[0])));
        all.put("argmax", ReductionOperators::argmax);
        all.put("softmax", (a, x) -> alongAxis(x[0], v -> v.softmax(a.whole("dim"))));
        all.put("log_softmax", (a, x) -> alongAxis(x[0], v -> v.logSoftmax(a.whole("dim"))));
    }

    private static boolean keep(Attributes attributes) {
        return attributes.flag("keepdim", false);
    }

    private static int[] axes(Attributes attributes, Variable x) {
        return x.shape().rank() == 0 ? new int[0] : attributes.axes("dim");
    }

    private static double correction(Attributes attributes) {
        return attributes.number("correction", attributes.flag("unbiased", true) ? 1 : 0);
    }

    private static Variable argmax(Attributes attributes, Variable... x) {
        if (attributes.has("dim") && x[0].shape().rank() > 0) {
            return Variable.constant(x[0].value().reduce(Reduction.ARGMAX, keep(attributes), attributes.whole("dim")));
        }
        return Variable.constant(x[0].value().flatten().argmax(0));
    }

    private static Variable alongAxis(Variable x, UnaryOperator<Variable> function) {
        return x.shape().rank() == 0 ? function.apply(x.unsqueeze(0)).squeeze(0) : function.apply(x);
    }
}
