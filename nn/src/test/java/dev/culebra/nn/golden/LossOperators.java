package dev.culebra.nn.golden;

import dev.culebra.nn.CrossEntropy;
import dev.culebra.nn.Loss;
import dev.culebra.nn.autograd.LossReduction;
import dev.culebra.nn.autograd.Variable;
import java.util.Locale;
import java.util.Map;

/** Losses. */
final class LossOperators {
    private LossOperators() {}

    static void addTo(Map<String, Operator> all) {
        all.put("mse_loss", (a, x) -> Loss.meanSquaredError().reduced(reduction(a)).of(x[0], x[1]));
        all.put("l1_loss", (a, x) -> Loss.meanAbsoluteError().reduced(reduction(a)).of(x[0], x[1]));
        all.put("huber_loss", (a, x) -> Loss.huber(a.number("delta", 1)).reduced(reduction(a)).of(x[0], x[1]));
        all.put("binary_cross_entropy", (a, x) -> Loss.binaryCrossEntropy().reduced(reduction(a)).of(x[0], x[1]));
        all.put("binary_cross_entropy_with_logits",
                (a, x) -> Loss.binaryCrossEntropyWithLogits().reduced(reduction(a)).of(
                        x[0], x[1]));
        all.put("cross_entropy", LossOperators::crossEntropy);
    }

    /** Weights of the classes, where there are any, are the third input. */
    private static Variable crossEntropy(Attributes attributes, Variable... x) {
        CrossEntropy loss = Loss.crossEntropy().smoothing(attributes.number("label_smoothing", 0)).ignoring(attributes
                .whole("ignore_index", -100)).reduced(reduction(attributes));
        return (x.length == 3 ? loss.weighted(x[2].value()) : loss).of(x[0], x[1].value());
    }

    private static LossReduction reduction(Attributes attributes) {
        return LossReduction.valueOf(attributes.text("reduction", "mean").toUpperCase(Locale.ROOT));
    }
}
