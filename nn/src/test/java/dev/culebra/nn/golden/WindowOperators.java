package dev.culebra.nn.golden;

import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;
import dev.culebra.nn.autograd.Variable;
import java.util.Map;

/** Convolutions and pools. */
final class WindowOperators {
    private WindowOperators() {}

    static void addTo(Map<String, Operator> all) {
        all.put("conv2d", WindowOperators::conv2d);
        all.put("max_pool2d", (a, x) -> x[0].maxPool2d(pool(a)));
        all.put("avg_pool2d", WindowOperators::avgPool2d);
    }

    private static Variable conv2d(Attributes attributes, Variable... x) {
        Window window = placed(attributes, Window.of(x[1].shape().size(2), x[1].shape().size(3)), 1);
        int groups = attributes.whole("groups", 1);
        return x.length == 3 ? x[0].conv2d(x[1], x[2], window, groups) : x[0].conv2d(x[1], window, groups);
    }

    private static Variable avgPool2d(Attributes attributes, Variable... x) {
        Window window = pool(attributes);
        Variable mean = x[0].avgPool2d(window);
        if (attributes.flag("count_include_pad", true)) {
            return mean;
        }
        Tensor ones = Tensor.full(x[0].shape(), 1, x[0].dtype(), x[0].device());
        return mean.div(Variable.constant(ones.avgPool2d(window)));
    }

    /** A pool's stride is its size, unless given. */
    private static Window pool(Attributes attributes) {
        if (attributes.flag("ceil_mode", false)) {
            throw new AssertionError("ceil_mode is not known");
        }
        long[] size = pair(attributes, attributes.has("kernel") ? "kernel" : "kernel_size", 1);
        return placed(attributes, Window.of(size[0], size[1]).stride(size[0], size[1]), 0);
    }

    /**
     * @param stride where none is given; 0 for the window's own
     */
    private static Window placed(Attributes attributes, Window window, long stride) {
        long[] padding = pair(attributes, "padding", 0);
        long[] dilation = pair(attributes, "dilation", 1);
        Window placed = window.padding(padding[0], padding[1]).dilation(dilation[0], dilation[1]);
        if (stride == 0 && attributes.numbers("stride").length == 0) {
            return placed;
        }
        long[] steps = pair(attributes, "stride", stride);
        return placed.stride(steps[0], steps[1]);
    }

    private static long[] pair(Attributes attributes, String name, long otherwise) {
        long[] numbers = attributes.numbers(name);
        return switch (numbers.length) {
            case 0 -> new long[] {otherwise, otherwise};
            case 1 -> new long[] {numbers[0], numbers[0]};
            default -> numbers;
        };
    }
}
