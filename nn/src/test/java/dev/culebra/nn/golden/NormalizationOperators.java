package dev.culebra.nn.golden;

import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import java.util.Arrays;
import java.util.Map;

/** Layer normalisation, and batch normalisation as in training. Without a scale and a shift, they are 1 and 0. */
final class NormalizationOperators {
    private NormalizationOperators() {}

    static void addTo(Map<String, Operator> all) {
        all.put("layer_norm", NormalizationOperators::layerNorm);
        all.put("batch_norm_train", NormalizationOperators::batchNorm);
    }

    private static Variable layerNorm(Attributes attributes, Variable... x) {
        Shape inner = x.length > 1 ? x[1].shape() : Shape.of(attributes.numbers("normalized_shape"));
        int[] axes = new int[inner.rank()];
        Arrays.setAll(axes, i -> i - axes.length);
        return x[0].normalize(operand(x, 1, inner), operand(x, 2, inner), epsilon(attributes), axes).output();
    }

    private static Variable batchNorm(Attributes attributes, Variable... x) {
        Shape shape = x[0].shape();
        int[] axes = new int[shape.rank() - 1];
        Arrays.setAll(axes, i -> i == 0 ? 0 : i + 1);
        long[] channels = new long[shape.rank() - 1];
        Arrays.fill(channels, 1);
        channels[0] = shape.size(1);
        Shape one = Shape.of(shape.size(1));
        return x[0].normalize(operand(x, 1, one).reshape(channels), operand(x, 2, one).reshape(channels), epsilon(
                attributes), axes).output();
    }

    private static double epsilon(Attributes attributes) {
        return attributes.number("eps", 1e-5);
    }

    /** Input k, the scale or the shift. */
    private static Variable operand(Variable[] x, int k, Shape shape) {
        return x.length > k
                ? x[k]
                : Variable.constant(Tensor.full(shape, k == 1 ? 1 : 0, x[0].dtype(), x[0].device()));
    }
}
