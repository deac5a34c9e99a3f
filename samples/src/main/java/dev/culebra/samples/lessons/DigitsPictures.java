package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.Dataset;
import dev.culebra.nn.data.Digits;
import dev.culebra.nn.data.LabelledImages;
import dev.culebra.samples.show.Bars;
import dev.culebra.samples.show.ImageGrid;
import dev.culebra.samples.show.Pictures;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Looks into a network that reads digits.
 *
 * @param model images {@code [n, pixels]} to the sums of its last layer {@code [n, 10]}
 * @param cost makes outputs of the sums
 * @param images what it is shown
 */
record DigitsPictures(Sequential model, Cost cost, LabelledImages images) {

    private static final int MOST = 32;
    private static final int PER_ROW = 8;

    /** What each value of the first layer looks for. */
    void weights(Pictures pictures) {
        if (!(model.layers().getFirst() instanceof Linear first)) {
            return;
        }
        double[] weights = first.weight().value().toDoubles();
        int pixels = images.pixelsPerImage();
        var grid = new ImageGrid("Weights of the first layer: blue counts for it, orange against", PER_ROW);
        for (int unit = 0; unit < Math.min(MOST, weights.length / pixels); unit++) {
            grid.add("value " + unit, images.rows(), images.columns(),
                    Arrays.copyOfRange(weights, unit * pixels, (unit + 1) * pixels));
        }
        pictures.add("weights", "What each value of the first hidden layer adds up, pixel by pixel.", grid);
    }

    /** The way of one image through the layers. */
    void activations(int index, Pictures pictures) {
        try (Scope _ = Scope.open()) {
            Batch one = Dataset.of(images).batch(Device.standard(), index);
            Trace trace = Trace.of(model, one.inputs());
            double[] outputs = cost.outputs(trace.sums()).toDoubles();
            var grid = new ImageGrid("Test image %,d on its way through the network".formatted(index), PER_ROW, 5)
                    .add("image", images.rows(), images.columns(), one.inputs().toDoubles());
            for (int layer = 0; layer < trace.hidden().size(); layer++) {
                rectangle(grid, "layer " + (layer + 1), trace.hidden().get(layer).toDoubles());
            }
            rectangle(grid, "outputs 0 to 9", outputs);
            pictures.add("activations", "One test image, the values of each layer for it, and the ten outputs.", grid);
            List<String> digits = IntStream.range(0, Digits.CLASSES).mapToObj(Integer::toString).toList();
            pictures.add("outputs", "The ten outputs for test image %,d, a %d; the largest is the answer."
                    .formatted(index, images.label(index)),
                    new Bars("Outputs for test image %,d".formatted(index), "digit", "output", digits)
                            .series("output", Arrays.stream(outputs).boxed().toList()));
        }
    }

    /** As a rectangle, close to a square. */
    private static void rectangle(ImageGrid grid, String caption, double[] values) {
        int rows = (int) Math.sqrt(values.length);
        while (values.length % rows != 0) {
            rows--;
        }
        grid.add(caption, rows, values.length / rows, values);
    }
}
