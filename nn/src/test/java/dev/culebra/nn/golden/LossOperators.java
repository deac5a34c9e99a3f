package dev.culebra.nn.golden;

import dev.culebra.engine.expr.Losses;
import dev.culebra.nn.autograd.Variable;
import java.util.Map;

/** Losses. */
final class LossOperators {
    private LossOperators() {}

    static void addTo(Map<String, Operator> all) {
        all.put("mse_loss", (a, x) -> reduced(a, x[0].map(Losses.SQUARED_ERROR, x[1])));
        all.put("l1_loss", (a, x) -> reduced(a, x[0].map(Losses.ABSOLUTE_ERROR, x[1])));
        all.put("huber_loss", (a, x) -> reduced(a, x[0].map(Losses.huber(a.number("delta", 1)), x[1])));
        all.put("binary_cross_entropy", (a, x) -> reduced(a, x[0].map(Losses.BINARY_CROSS_ENTROPY, x[1])));
        all.put("binary_cross_entropy_with_logits",
                (a, x) -> reduced(a, x[0].map(Losses.BINARY_CROSS_ENTROPY_WITH_LOGITS,
                        x[1])));
        all.put("cross_entropy", (_, x) -> x[0].crossEntropy(x[1].value()));
    }

    private static Variable reduced(Attributes attributes, Variable terms) {
        return switch (attributes.text("reduction", "mean")) {
            case "none" -> terms;
            case "sum" -> terms.sum();
            case "mean" -> terms.mean();
            case String other -> throw new AssertionError("reduction " + other + " is not known");
        };
    }
}
