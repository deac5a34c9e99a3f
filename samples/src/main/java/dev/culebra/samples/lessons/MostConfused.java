package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.nn.Layer;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.Picture;
import dev.culebra.nn.data.Pictures;
import dev.culebra.samples.show.ImageGrid;
import dev.culebra.samples.show.Screen;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The pictures whose right class a network finds least probable.
 *
 * <pre>{@code
 * new MostConfused(model, bears, split.valid()).print(screen);
 * }</pre>
 */
final class MostConfused {

    private static final int MOST = 12;
    private static final int PER_ROW = 6;

    private final Pictures pictures;
    private final List<Answer> answers;

    private record Answer(int picture, int label, float[] probabilities) {
        float right() {
            return probabilities[label];
        }
    }

    MostConfused(Layer model, Pictures pictures, int[] shown) {
        this.pictures = pictures;
        answers = Arrays.stream(shown).mapToObj(index -> answer(model, index)).sorted(Comparator.comparingDouble(
                Answer::right)).limit(MOST).toList();
    }

    private Answer answer(Layer model, int index) {
        try (Scope _ = Scope.open()) {
            Batch one = pictures.dataset(0).batch(Device.standard(), index);
            return new Answer(index, pictures.labels()[index], model.predict(one.inputs()).softmax(1).toFloats());
        }
    }

    private String name(int label) {
        return pictures.classes().get(label);
    }

    /** A line each: what it is, and the probabilities, which add up to 1. */
    void print(Screen screen) {
        screen.println("Most wrong, with the probabilities of %s:%n".formatted(String.join(", ",
                pictures.classes())));
        for (Answer answer : answers.subList(0, Math.min(PER_ROW, answers.size()))) {
            screen.printf("picture %5d, %-10s", answer.picture, name(answer.label));
            for (float probability : answer.probabilities) {
                screen.printf("%7.3f", probability);
            }
            screen.println("");
        }
        screen.println("");
    }

    /** The pictures themselves, with what each is. */
    ImageGrid grid() {
        var grid = new ImageGrid("Most wrong: what it is, and how probable the network finds that", PER_ROW, 4);
        for (Answer answer : answers) {
            Picture picture = pictures.picture(answer.picture).colour();
            int[] colors = new int[picture.rows() * picture.columns()];
            for (int i = 0; i < colors.length; i++) {
                int row = i / picture.columns();
                int column = i % picture.columns();
                colors[i] = picture.pixel(0, row, column) << 16 | picture.pixel(1, row, column) << 8
                        | picture.pixel(2, row, column);
            }
            grid.addColors("%s %.0f %%".formatted(name(answer.label), 100 * answer.right()), picture.rows(),
                    picture.columns(), colors);
        }
        return grid;
    }
}
