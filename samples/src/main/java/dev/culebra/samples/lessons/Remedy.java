package dev.culebra.samples.lessons;

import dev.culebra.engine.RandomStream;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Dropout;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.Digits;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to train against overfitting, or without anything against it.
 *
 * @param key for figures and files
 * @param images to learn from
 * @param decay of the weights
 * @param dropout share of the hidden values that a step does not see
 * @param stops whether early
 */
record Remedy(String name, String key, int images, double decay, double dropout, boolean stops) {

    /** How many times the images there are where more of them are the remedy. */
    static final int MORE = 10;

    private static final int HIDDEN = 128;
    private static final double DECAY = 0.3;
    private static final double HALF = 0.5;

    /** None, then four. */
    static List<Remedy> all(int images) {
        return List.of(
                new Remedy("nothing against it", "plain", images, 0, 0, false),
                new Remedy("weight decay", "decay", images, DECAY, 0, false),
                new Remedy("dropout", "dropout", images, 0, HALF, false),
                new Remedy("early stopping", "stopping", images, 0, 0, true),
                new Remedy("%d times the images".formatted(MORE), "more", MORE * images, 0, 0, false));
    }

    Sequential model(int pixels, long seed) {
        var random = new RandomStream(seed);
        List<Layer> layers = new ArrayList<>(List.of(new Linear(pixels, HIDDEN, random), Activation.relu()));
        if (dropout > 0) {
            layers.add(new Dropout(dropout, random));
        }
        layers.add(new Linear(HIDDEN, Digits.CLASSES, random));
        return new Sequential(layers);
    }
}
