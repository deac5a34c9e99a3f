package dev.culebra.nn.golden;

import com.google.gson.JsonObject;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import java.util.Optional;

/**
 * One case of a file.
 *
 * @param inputs number of inputs
 * @param outputs number of outputs
 */
record GoldenCase(GoldenFile file, int number, String operator, Attributes attributes, int inputs, int outputs,
        Tolerance tolerance) {
    static GoldenCase of(GoldenFile file, int number, JsonObject entry) {
        JsonObject attributes = entry.has("attrs") ? entry.getAsJsonObject("attrs") : new JsonObject();
        return new GoldenCase(file, number, entry.get("op").getAsString(), new Attributes(attributes), count(entry,
                "inputs"), count(entry, "outputs"),
                new Tolerance(entry.get("rtol").getAsDouble(), entry.get("atol")
                        .getAsDouble()));
    }

    private static int count(JsonObject entry, String name) {
        return entry.has(name) ? entry.get(name).getAsInt() : 0;
    }

    /** A tensor of this case, as {@code in.0}; belongs to the open scope. */
    Optional<Tensor> tensor(String role) {
        return file.tensor(number + "." + role);
    }

    /**
     * A tensor of this case.
     *
     * @throws AssertionError if the file has it not
     */
    Tensor needed(String role) {
        return tensor(role)
                .orElseThrow(() -> new AssertionError("%s has no tensor %d.%s".formatted(file, number, role)));
    }

    /** The inputs; those with an expected gradient are parameters. */
    Variable[] variables() {
        Variable[] variables = new Variable[inputs];
        for (int k = 0; k < inputs; k++) {
            Tensor value = needed("in." + k);
            variables[k] = tensor("grad_in." + k).isPresent() ? Variable.parameter(value) : Variable.constant(value);
        }
        return variables;
    }

    @Override
    public String toString() {
        return "%s %d %s".formatted(operator, number, attributes);
    }
}
