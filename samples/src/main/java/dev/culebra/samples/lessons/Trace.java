package dev.culebra.samples.lessons;

import dev.culebra.engine.Tensor;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Sequential;
import java.util.ArrayList;
import java.util.List;

/**
 * The values inside a network on their way from input to output.
 *
 * <pre>{@code
 * Trace trace = Trace.of(model, images);
 * trace.hidden().getFirst();      // [n, 16], after the first activation
 * }</pre>
 *
 * @param hidden after each activation, in their order
 * @param sums after the last layer
 */
public record Trace(List<Tensor> hidden, Tensor sums) {

    /** The tensors belong to the scope that is open. */
    public static Trace of(Sequential model, Tensor input) {
        List<Tensor> hidden = new ArrayList<>();
        Tensor x = input;
        for (Layer layer : model.layers()) {
            x = layer.predict(x);
            if (layer instanceof Activation) {
                hidden.add(x);
            }
        }
        return new Trace(hidden, x);
    }
}
