package dev.culebra.nn;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Recording;
import dev.culebra.nn.autograd.Variable;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A function with parameters, which it owns: closing the layer frees them.
 *
 * <pre>{@code
 * final class Scale implements Layer { // y = a·x, for one learnt a
 *     private final Variable a = Variable.parameter(Tensor.of(1f));
 *
 *     public Variable forward(Variable input) {
 *         return input.mul(a);
 *     }
 *
 *     public SequencedMap<String, Variable> parameters() {
 *         return new LinkedHashMap<>(Map.of("a", a));
 *     }
 * }
 * }</pre>
 */
public interface Layer extends AutoCloseable {
    /**
     * The layer's output; recorded for a backward pass unless recording is off.
     *
     * @param input of the shape that the layer documents
     * @throws dev.culebra.engine.ShapeException if the shape does not fit
     */
    Variable forward(Variable input);

    /** The parameters by name, in the order in which they are used; the same variables at each call. */
    SequencedMap<String, Variable> parameters();

    /**
     * State by name that is no parameter but belongs to the model, as running statistics do: no optimizer changes it, and
     * files hold it. The same tensors at each call, the layer's own; empty for most layers.
     */
    default SequencedMap<String, Tensor> buffers() {
        return new LinkedHashMap<>();
    }

    /**
     * Sets the mode, which is training until it is set. A layer with modes, as dropout and batch normalisation are, acts
     * as in training while this is on and {@linkplain Recording recording} is on too: so {@link #predict} and an evaluation
     * without recording need no change of mode, and what is switched off here stays as in evaluation while other layers
     * learn. The mode belongs to each layer alone; a {@link Composite} hands it to its children. Layers without modes do
     * nothing.
     */
    default void training(boolean on) {}

    /** The output for some input, without recording; belongs to the caller's scope, or the caller. */
    default Tensor predict(Tensor input) {
        try (Recording _ = Recording.off(); Scope scope = Scope.open()) {
            return scope.keep(forward(Variable.constant(input)).value());
        }
    }

    /**
     * Shape of the output for an input of some shape, computed by arithmetic where the layer says how; else by
     * {@linkplain #predict predicting} for zeros of the first parameter's type and device.
     *
     * @throws dev.culebra.engine.ShapeException if the shape does not fit
     */
    default Shape outputShape(Shape input) {
        Optional<Variable> first = parameters().values().stream().findFirst();
        DType dtype = first.map(Variable::dtype).orElse(DType.F32);
        try (Scope _ = Scope.open()) {
            return predict(Tensor.zeros(input, dtype, first.map(Variable::device).orElseGet(Device::standard))).shape();
        }
    }

    /** What the layer consists of, with the shapes for an input of some shape, the batch included. */
    default Summary summary(Shape input) {
        return Summary.of(this, input);
    }

    /** Number of learnt values. */
    default long parameterCount() {
        return parameters().values().stream().mapToLong(parameter -> parameter.shape().elements()).sum();
    }

    /** Frees parameters and buffers. Closing twice does nothing. */
    @Override
    default void close() {
        parameters().values().forEach(Variable::close);
        buffers().values().forEach(Tensor::close);
    }
}
