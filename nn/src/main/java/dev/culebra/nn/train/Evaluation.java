package dev.culebra.nn.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a model does on some examples.
 *
 * <pre>{@code
 * Evaluation test = trainer.evaluate(testLoader);
 * test.metrics().get("accuracy"); // 0.97…
 * }</pre>
 *
 * @param loss mean over the examples; NaN if there are none
 * @param metrics by name, in the order in which the trainer has them
 */
public record Evaluation(double loss, Map<String, Double> metrics) {
    /** Takes a copy of the map. */
    public Evaluation {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
