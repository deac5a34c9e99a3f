package dev.culebra.samples.draw;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Sequential;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network says to one image, and what goes on inside.
 *
 * <pre>{@code
 * Answer.of(model, sketch.ink()).digit();
 * }</pre>
 *
 * @param image the ink that it saw, from 0 to 1, row by row
 * @param hidden the values after each activation
 * @param outputs ten probabilities that add up to 1
 * @param digit the most probable
 */
record Answer(float[] image, List<float[]> hidden, float[] outputs, int digit) {

    static Answer of(Sequential model, float[] image) {
        List<float[]> hidden = new ArrayList<>();
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.of(Shape.of(1, image.length), image).to(Device.standard());
            for (Layer layer : model.layers()) {
                x = layer.predict(x);
                if (layer instanceof Activation) {
                    hidden.add(x.toFloats());
                }
            }
            Tensor outputs = x.softmax(1);
            return new Answer(image, hidden, outputs.toFloats(), (int) outputs.argmax(1).toLongs()[0]);
        }
    }
}
