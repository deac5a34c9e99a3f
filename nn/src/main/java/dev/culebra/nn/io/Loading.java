package dev.culebra.nn.io;

import dev.culebra.engine.DType;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.data.DataException;
import dev.culebra.nn.io.Safetensors.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Brings tensors from a file into tensors that are there already.
 *
 * @param targets by name
 */
record Loading(Safetensors file, SequencedMap<String, Tensor> targets) {

    static final String COUNTER = "num_batches_tracked";
    private static final int NAMED = 4;

    /**
     * Checks all, reads all, then sets all.
     *
     * @param sources the file's name for each target's, in the targets' order
     * @throws DataException if something differs or is missing
     */
    void load(Map<String, String> sources) {
        check(sources);
        try (Scope _ = Scope.open()) {
            Map<Tensor, Tensor> values = new LinkedHashMap<>();
            targets.forEach((name, target) -> values.put(target, file.tensor(sources.getOrDefault(name, name), target
                    .device())));
            values.forEach(Tensor::set);
        }
    }

    /** Names the first tensor that is missing or differs. */
    void check(Map<String, String> sources) {
        targets.forEach((name, target) -> {
            String source = sources.getOrDefault(name, name);
            if (!file.names().contains(source)) {
                throw file.failure("has no tensor \"%s\", which the model has: %s %s; the file has %s", source, target
                        .shape(), target.dtype(), some());
            }
            Entry entry = file.entry(source);
            DType dtype =
                    entry.type().dtype().orElseThrow(() -> file.failure("tensor \"%s\" has dtype %s, which cannot be "
                            + "read", source, entry.type()));
            if (!entry.shape().equals(target.shape()) || dtype != target.dtype()) {
                throw file.failure("tensor \"%s\" is %s %s, the model's%s is %s %s", source, entry.shape(),
                        entry.type(),
                        source.equals(name) ? "" : " \"" + name + "\"", target.shape(), target.dtype());
            }
        });
        for (String name : file.names()) {
            if (!sources.containsValue(name) && !name.endsWith(COUNTER)) {
                Entry entry = file.entry(name);
                throw file.failure("tensor \"%s\" %s %s is more than the model has", name, entry.shape(), entry.type());
            }
        }
    }

    private String some() {
        List<String> names = List.copyOf(file.names());
        String first = names.stream().limit(NAMED).map("\"%s\""::formatted).collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names.size() > NAMED ? first + ", …" : first;
    }
}
