package dev.culebra.nn.io;

import dev.culebra.engine.Tensor;
import dev.culebra.nn.Layer;
import dev.culebra.nn.data.DataException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The parameters and buffers of a model in a safetensors file, under the names that the model gives them. A PyTorch model built alike has
 * the same names, and the file is its state dictionary:
 *
 * <pre>{@code
 * Weights.save(Path.of("digits.safetensors"), model); // Python: model.load_state_dict(load_file("digits.safetensors"))
 * Weights.load(Path.of("digits.safetensors"), model); // Python: save_file(model.state_dict(), "digits.safetensors")
 * }</pre>
 *
 * <p>Names, shapes and types must be the model's; half-precision numbers count as the F32 that they are read as. Everything is
 * checked and read before the first parameter changes.
 */
public final class Weights {

    private Weights() {}

    /**
     * Writes a model's parameters and buffers, by way of a temporary file: {@code path} is replaced whole or not at all.
     *
     * @throws DataException if that fails
     */
    public static void save(Path path, Layer model) {
        Safetensors.write(path, of(model));
    }

    /**
     * Gives a model the parameters and buffers of a file, by name. Counters that PyTorch's normalisation layers keep beside
     * ({@code num_batches_tracked}) are passed over.
     *
     * @throws DataException if the file cannot be read, or is another model's: the message names the first parameter that
     *     differs. The model is then as it was.
     */
    public static void load(Path path, Layer model) {
        try (Safetensors file = Safetensors.open(path)) {
            SequencedMap<String, Tensor> targets = of(model);
            Map<String, String> sources = new LinkedHashMap<>();
            targets.sequencedKeySet().forEach(name -> sources.put(name, name));
            new Loading(file, targets).load(sources);
        }
    }

    /**
     * Gives a model the parameters of a file whose names differ, by their places: names with one beginning up to the last dot
     * ({@code fc1.weight}, {@code fc1.bias}) are a group; the first group is the model's first, and so on. In a group the ends
     * of the names decide, or where they differ the order. Where a file names its tensors in alphabetical order, as Python's
     * library does, numbers in names count as numbers: {@code fc10} comes after {@code fc9}.
     *
     * @throws DataException if the file cannot be read, or a shape, type or number of parameters differs: the message names
     *     the first. The model is then as it was.
     */
    public static void loadByPosition(Path path, Layer model) {
        try (Safetensors file = Safetensors.open(path)) {
            SequencedMap<String, Tensor> targets = of(model);
            new Loading(file, targets).load(Positions.match(file, targets.sequencedKeySet()));
        }
    }

    /** What a model's files hold, by name. */
    static SequencedMap<String, Tensor> of(Layer model) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        model.parameters().forEach((name, parameter) -> tensors.put(name, parameter.value()));
        tensors.putAll(model.buffers());
        return tensors;
    }
}
