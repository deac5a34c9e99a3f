package dev.culebra.nn.golden;

import java.util.HashMap;
import java.util.Map;

/** All operators by PyTorch's names. */
final class Operators {
    static final Map<String, Operator> BY_NAME = all();

    private Operators() {}

    private static Map<String, Operator> all() {
        Map<String, Operator> all = new HashMap<>();
        ElementwiseOperators.addTo(all);
        ReductionOperators.addTo(all);
        ProductOperators.addTo(all);
        MovementOperators.addTo(all);
        WindowOperators.addTo(all);
        NormalizationOperators.addTo(all);
        LossOperators.addTo(all);
        return Map.copyOf(all);
    }
}
