package dev.culebra.nn.golden;

import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Formulas;
import dev.culebra.nn.autograd.Variable;
import java.util.Map;

/** Functions of the elements, comparisons and conditions. */
final class ElementwiseOperators {
    private ElementwiseOperators() {}

    static void addTo(Map<String, Operator> all) {
        functions(all);
        activations(all);
        all.put("add", (_, x) -> x[0].add(x[1]));
        all.put("sub", (_, x) -> x[0].sub(x[1]));
        all.put("mul", (_, x) -> x[0].mul(x[1]));
        all.put("div", (_, x) -> x[0].div(x[1]));
        all.put("pow", (_, x) -> x[0].pow(x[1]));
        all.put("pow_scalar", (a, x) -> x[0].pow(a.number("exponent", 1)));
        all.put("maximum", (_, x) -> x[0].maximum(x[1]));
        all.put("minimum", (_, x) -> x[0].minimum(x[1]));
        all.put("eq", (_, x) -> Variable.constant(x[0].value().eq(x[1].value())));
        all.put("ne", (_, x) -> Variable.constant(x[0].value().ne(x[1].value())));
        all.put("lt", (_, x) -> Variable.constant(x[0].value().lt(x[1].value())));
        all.put("le", (_, x) -> Variable.constant(x[0].value().le(x[1].value())));
        all.put("gt", (_, x) -> Variable.constant(x[0].value().gt(x[1].value())));
        all.put("ge", (_, x) -> Variable.constant(x[0].value().ge(x[1].value())));
        all.put("where", (_, x) -> x[0].map(Formulas.WHERE, x[1], x[2]));
        all.put("clamp", (a, x) -> x[0].clamp(a.number("min", Double.NEGATIVE_INFINITY), a.number("max",
                Double.POSITIVE_INFINITY)));
    }

    private static void functions(Map<String, Operator> all) {
        all.put("abs", (_, x) -> x[0].abs());
        all.put("neg", (_, x) -> x[0].neg());
        all.put("sign", (_, x) -> x[0].sign());
        all.put("square", (_, x) -> x[0].square());
        all.put("sqrt", (_, x) -> x[0].sqrt());
        all.put("rsqrt", (_, x) -> x[0].rsqrt());
        all.put("reciprocal", (_, x) -> x[0].reciprocal());
        all.put("exp", (_, x) -> x[0].exp());
        all.put("expm1", (_, x) -> x[0].expm1());
        all.put("log", (_, x) -> x[0].log());
        all.put("log1p", (_, x) -> x[0].log1p());
        all.put("sin", (_, x) -> x[0].sin());
        all.put("cos", (_, x) -> x[0].cos());
        all.put("erf", (_, x) -> x[0].erf());
        all.put("floor", (_, x) -> x[0].floor());
    }

    private static void activations(Map<String, Operator> all) {
        all.put("tanh", (_, x) -> x[0].tanh());
        all.put("sigmoid", (_, x) -> x[0].sigmoid());
        all.put("relu", (_, x) -> x[0].relu());
        all.put("silu", (_, x) -> x[0].silu());
        all.put("gelu", (a, x) -> x[0].map(a.text("approximate", "none").equals("tanh")
                ? Activations.GELU_TANH
                : Activations.GELU));
        all.put("softplus", (a, x) -> x[0].map(Activations.softplus(a.number("beta", 1), a.number("threshold", 20))));
        all.put("hardtanh", (a, x) -> x[0].map(Activations.hardtanh(a.number("min_val", -1), a.number("max_val", 1))));
        all.put("elu", (a, x) -> x[0].elu(a.number("alpha", 1)));
        all.put("leaky_relu", (a, x) -> x[0].leakyRelu(a.number("negative_slope", 0.01)));
    }
}
