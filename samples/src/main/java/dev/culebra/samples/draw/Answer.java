package dev.culebra.samples.draw;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Sequential;
import dev.culebra.samples.lessons.Trace;
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
        try (Scope _ = Scope.open()) {
            Trace trace = Trace.of(model, Tensor.of(Shape.of(1, image.length), image).to(Device.standard()));
            Tensor outputs = trace.sums().softmax(1);
            return new Answer(image, trace.hidden().stream().map(Tensor::toFloats).toList(), outputs.toFloats(),
                    (int) outputs.argmax(1).toLongs()[0]);
        }
    }
}
