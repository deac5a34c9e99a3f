package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Layer;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Dataset;
import dev.culebra.nn.data.Digits;
import dev.culebra.nn.data.Epoch;
import dev.culebra.nn.data.LabelledImages;
import dev.culebra.samples.show.ConfusionMatrix;
import dev.culebra.samples.show.DigitArt;
import dev.culebra.samples.show.Screen;

/**
 * What a trained network says to images it has never seen.
 *
 * @param model images {@code [n, pixels]} to the sums of its last layer {@code [n, 10]}
 * @param cost makes outputs of the sums
 * @param images what it is asked
 */
record DigitsAnswers(Layer model, Cost cost, LabelledImages images) {

    private static final int BATCH = 1000;

    /** All answers, counted. */
    void printConfusion(Screen screen) {
        var confusion = new ConfusionMatrix(Digits.CLASSES);
        try (Epoch batches = DataLoader.of(Dataset.of(images), BATCH).epoch(0)) {
            while (batches.hasNext()) {
                try (Scope _ = Scope.open()) {
                    Batch batch = batches.next();
                    long[] shown = batch.targets().toLongs();
                    long[] said = model.predict(batch.inputs()).argmax(1).toLongs();
                    for (int i = 0; i < shown.length; i++) {
                        confusion.add((int) shown[i], (int) said[i]);
                    }
                }
            }
        }
        screen.printf(
                "%nAnswers to the %,d test images: rows are what an image shows, columns what the network says%n%n",
                images.count());
        screen.println(confusion.toText(screen.glyphs()));
    }

    /** One image, and the ten outputs for it. */
    void printImage(int index, Screen screen) {
        try (Scope _ = Scope.open()) {
            Batch one = Dataset.of(images).batch(Device.standard(), index);
            Tensor outputs = cost.outputs(model.predict(one.inputs()));
            float[] values = outputs.toFloats();
            screen.printf("Test image %,d shows a %d, the network says %d:%n%n", index, images.label(index),
                    DigitArt.largest(values));
            new DigitArt(screen.glyphs()).imageBesideOutputs(images, index, values).forEach(screen::println);
        }
    }
}
