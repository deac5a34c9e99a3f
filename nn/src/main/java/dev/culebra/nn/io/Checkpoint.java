package dev.culebra.nn.io;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.data.DataException;
import dev.culebra.nn.train.State;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A training in a file, to go on with after the program ended or was killed: the {@link State} of a
 * {@link dev.culebra.nn.train.Trainer}, which is model, optimizer, random streams, epoch and step. A training that goes on from
 * it ends with the same parameters, bit for bit, as one that was never interrupted.
 *
 * <pre>{@code
 * TrainingListener saving = new TrainingListener() {
 *     public boolean goesOn(EpochReport epoch) {
 *         Checkpoint.write(file, trainer.state());
 *         return true;
 *     }
 * };
 * if (Files.exists(file)) {
 *     try (State state = Checkpoint.read(file, Device.standard())) {
 *         trainer.restore(state);
 *     }
 * }
 * trainer.fit(train, Optional.of(test), 20, saving);
 * }</pre>
 *
 * <p>The file is a safetensors file: the tensors under the state's names, {@code model.0.weight} and so on, the numbers among the
 * texts beside them. Python can read it too.
 */
public final class Checkpoint {

    private static final String FORMAT = "format";
    private static final String NAME = "culebra checkpoint 1";
    private static final String NUMBER = "number.";

    private Checkpoint() {}

    /**
     * Writes a state, by way of a temporary file: {@code path} holds the state before or this one at any moment, whenever the
     * program is killed.
     *
     * @param state its tensors stay their owner's
     * @throws DataException if that fails
     */
    public static void write(Path path, State state) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(FORMAT, NAME);
        state.numbers().forEach((name, number) -> texts.put(NUMBER + name, number.toString()));
        Safetensors.write(path, state.tensors(), texts);
    }

    /**
     * Reads a state.
     *
     * @return the caller closes it
     * @throws DataException if there is no such file, it is damaged, or no checkpoint
     */
    public static State read(Path path, Device device) {
        try (Safetensors file = Safetensors.open(path); Scope _ = Scope.open()) {
            if (!NAME.equals(file.metadata().get(FORMAT))) {
                throw file.failure("is no checkpoint: its texts have no format \"%s\"", NAME);
            }
            SequencedMap<String, Number> numbers = new LinkedHashMap<>();
            file.metadata().forEach((name, text) -> {
                if (name.startsWith(NUMBER)) {
                    numbers.put(name.substring(NUMBER.length()), number(file, name, text));
                }
            });
            SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
            file.names().forEach(name -> tensors.put(name, file.tensor(name, device)));
            tensors.values().forEach(Tensor::detach);
            return new State(tensors, numbers);
        }
    }

    private static Number number(Safetensors file, String name, String text) {
        try {
            if (text.matches("-?\\d+")) {
                return Long.valueOf(text);
            }
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new DataException(file.failure("\"%s\" is no number but \"%s\"", name, text).getMessage(), e);
        }
    }
}
