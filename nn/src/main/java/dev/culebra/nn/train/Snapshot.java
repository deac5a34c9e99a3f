package dev.culebra.nn.train;

import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A copy of parameters' values, to go back to. */
final class Snapshot implements AutoCloseable {
    private final List<Variable> parameters;
    private final List<Tensor> copies = new ArrayList<>();

    Snapshot(Collection<Variable> parameters) {
        this.parameters = List.copyOf(parameters);
        this.parameters.forEach(parameter -> copies.add(parameter.value().copy().detach()));
    }

    /** Copies again. */
    void take() {
        for (int i = 0; i < copies.size(); i++) {
            copies.get(i).set(parameters.get(i).value());
        }
    }

    /** Gives the parameters the values of the last copy. */
    void restore() {
        for (int i = 0; i < copies.size(); i++) {
            parameters.get(i).value().set(copies.get(i));
        }
    }

    @Override
    public void close() {
        copies.forEach(Tensor::close);
    }
}
