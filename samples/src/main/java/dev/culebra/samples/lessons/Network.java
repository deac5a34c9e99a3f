package dev.culebra.samples.lessons;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Init;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Sequential;
import dev.culebra.samples.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many values there are in each layer of a fully connected network: the pixels first, the classes last.
 *
 * <pre>{@code
 * Network.parse("784-16-16-10").sizes();      // [784, 16, 16, 10]
 * }</pre>
 */
record Network(List<Integer> sizes) {

    /** Reads sizes with dashes between them. */
    static Network parse(String text) {
        if (!text.matches("[1-9]\\d{0,6}(-[1-9]\\d{0,6})+")) {
            throw new UsageException(
                    "--network must be sizes with dashes between them, as in 784-16-16-10, not \"%s\"".formatted(text));
        }
        return new Network(Arrays.stream(text.split("-")).map(Integer::valueOf).toList());
    }

    /**
     * @throws UsageException if the network does not begin with the pixels of an image and end with the classes
     */
    void check(int pixels, int classes) {
        if (sizes.getFirst() != pixels || sizes.getLast() != classes) {
            throw new UsageException(
                    "--network %s: must begin with %d, the pixels of an image, and end with %d, the classes"
                            .formatted(this, pixels, classes));
        }
    }

    /** A network with this activation between its layers, on the standard device. */
    Sequential build(Activation activation, Init init, RandomStream random) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i < sizes.size(); i++) {
            if (i > 1) {
                layers.add(activation);
            }
            layers.add(new Linear(sizes.get(i - 1), sizes.get(i), init, random, DType.F32, Device.standard()));
        }
        return new Sequential(layers);
    }

    @Override
    public String toString() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }
}
