package dev.culebra.nn.train;

import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What must be kept of something to go on with it later: tensors and numbers by name. What a {@link Stateful} hands out are its
 * own tensors, as they are now and as they will change; {@link #copy()} keeps them as they are. Files are made of states.
 *
 * <pre>{@code
 * State state = optimizer.state();
 * state.tensors().keySet();            // [momentum.0.weight, momentum.0.bias, …]
 * state.numbers().get("rate");         // 0.1
 * }</pre>
 *
 * @param tensors by name, in a fixed order
 * @param numbers each a {@link Long} or a {@link Double}; what reads one calls {@code longValue()} or {@code doubleValue()}, so
 *     that any number of the same value will do
 */
public record State(SequencedMap<String, Tensor> tensors, SequencedMap<String, Number> numbers)
        implements
            AutoCloseable {
    /** Takes copies of the maps, not of the tensors. */
    public State {
        tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
        numbers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(numbers));
    }

    /** Nothing. */
    public static State empty() {
        return new State(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** Tensors alone. */
    public static State of(SequencedMap<String, Tensor> tensors) {
        return new State(tensors, new LinkedHashMap<>());
    }

    /** This state and another one, all of whose names get a prefix and a dot. */
    public State with(String prefix, State other) {
        SequencedMap<String, Tensor> allTensors = new LinkedHashMap<>(tensors);
        SequencedMap<String, Number> allNumbers = new LinkedHashMap<>(numbers);
        other.tensors.forEach((name, tensor) -> allTensors.put(prefix + "." + name, tensor));
        other.numbers.forEach((name, number) -> allNumbers.put(prefix + "." + name, number));
        return new State(allTensors, allNumbers);
    }

    /** This state and one more number. */
    public State with(String name, Number number) {
        SequencedMap<String, Number> allNumbers = new LinkedHashMap<>(numbers);
        allNumbers.put(name, number);
        return new State(tensors, allNumbers);
    }

    /** What {@link #with(String, State)} put under a prefix; empty if there is nothing. */
    public State under(String prefix) {
        SequencedMap<String, Tensor> someTensors = new LinkedHashMap<>();
        SequencedMap<String, Number> someNumbers = new LinkedHashMap<>();
        String start = prefix + ".";
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(start)) {
                someTensors.put(name.substring(start.length()), tensor);
            }
        });
        numbers.forEach((name, number) -> {
            if (name.startsWith(start)) {
                someNumbers.put(name.substring(start.length()), number);
            }
        });
        return new State(someTensors, someNumbers);
    }

    /**
     * A number.
     *
     * @param of whose state it is, for the message
     * @throws StateException if there is none of this name
     */
    public Number number(String of, String name) {
        Number number = numbers.get(name);
        if (number == null) {
            throw new StateException("%s: the state has no number %s; it has %s".formatted(of, name, numbers.keySet()));
        }
        return number;
    }

    /**
     * Checks that a state has the tensors of this one: the same names, shapes and dtypes, in any order.
     *
     * @param of whose state it is, for the message
     * @throws StateException if not; names the first that differs
     */
    public void checkFits(String of, State other) {
        for (Map.Entry<String, Tensor> own : tensors.entrySet()) {
            Tensor theirs = other.tensors.get(own.getKey());
            if (theirs == null) {
                throw new StateException("%s: the state has no tensor %s %s %s".formatted(of, own.getKey(), own
                        .getValue().shape(), own.getValue().dtype()));
            }
            Shape shape = own.getValue().shape();
            if (!theirs.shape().equals(shape) || theirs.dtype() != own.getValue().dtype()) {
                throw new StateException("%s: %s differs: here %s %s, in the state %s %s".formatted(of, own.getKey(),
                        shape, own.getValue().dtype(), theirs.shape(), theirs.dtype()));
            }
        }
        Set<String> more = new LinkedHashSet<>(other.tensors.keySet());
        more.removeAll(tensors.keySet());
        if (!more.isEmpty()) {
            throw new StateException("%s: the state has tensors that belong to nothing here: %s".formatted(of, more));
        }
    }

    /**
     * Gives the tensors of this state the values of another one's, which may lie on another device.
     *
     * @param of whose state it is, for the message
     * @throws StateException if the other does not {@linkplain #checkFits fit}; nothing is changed then
     */
    public void set(String of, State other) {
        checkFits(of, other);
        tensors.forEach((name, tensor) -> {
            Tensor theirs = other.tensors.get(name);
            if (theirs.device() == tensor.device()) {
                tensor.set(theirs);
            } else {
                try (Tensor moved = theirs.to(tensor.device())) {
                    tensor.set(moved);
                }
            }
        });
    }

    /** Copies of the tensors, which are the caller's to close, and the numbers. */
    public State copy() {
        SequencedMap<String, Tensor> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, tensor.copy().detach()));
        return new State(copies, numbers);
    }

    /** Closes the tensors; for a {@linkplain #copy() copy} and a state that was read. */
    @Override
    public void close() {
        tensors.values().forEach(Tensor::close);
    }
}
