package dev.culebra.nn.golden;

import dev.culebra.nn.autograd.Variable;
import java.util.Map;

/** Matrix products and linear layers. */
final class ProductOperators {
    private ProductOperators() {}

    static void addTo(Map<String, Operator> all) {
        all.put("matmul", (_, x) -> x[0].matmul(x[1]));
        all.put("matmul_tn", (_, x) -> transposed(x[0]).matmul(x[1]));
        all.put("matmul_nt", (_, x) -> x[0].matmul(transposed(x[1])));
        all.put("linear", (_, x) -> x.length == 3 ? x[0].linear(x[1], x[2]) : x[0].linear(x[1]));
    }

    private static Variable transposed(Variable x) {
        return x.transpose(-2, -1);
    }
}
