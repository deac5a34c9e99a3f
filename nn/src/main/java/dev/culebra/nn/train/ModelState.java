package dev.culebra.nn.train;

import dev.culebra.engine.Tensor;
import dev.culebra.nn.Layer;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** A model as something that goes on where another one stopped: its parameters and buffers, by their names. */
record ModelState(Layer model) implements Stateful {
    @Override
    public State state() {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        model.parameters().forEach((name, parameter) -> tensors.put(name, parameter.value()));
        tensors.putAll(model.buffers());
        return State.of(tensors);
    }

    @Override
    public void restore(State state) {
        state().set("model", state);
    }
}
