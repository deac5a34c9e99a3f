package dev.culebra.samples.lessons;

import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.table.EncodedTable;
import dev.culebra.nn.train.Trainer;
import dev.culebra.samples.show.Bars;
import dev.culebra.samples.show.Picture;
import dev.culebra.samples.show.Screen;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What each column is worth to a model: the accuracy that is lost when the column is shuffled among the rows (Breiman, "Random
 * forests", 2001).
 *
 * @param columns the most important first
 * @param lost accuracy, from 0 to 1, of each of them
 */
record Importance(List<String> columns, List<Double> lost) {

    private static final int BATCH = 2048;
    private static final int BAR = 30;

    static Importance of(Trainer trainer, EncodedTable table, long seed) {
        double accuracy = accuracy(trainer, table);
        List<Double> lost =
                IntStream.range(0, table.columns()).mapToObj(column -> accuracy - accuracy(trainer, shuffled(table,
                        column, seed))).toList();
        List<Integer> order = IntStream.range(0, lost.size()).boxed().sorted(Comparator.comparing(lost::get, Comparator
                .reverseOrder())).toList();
        return new Importance(order.stream().map(table.encoding().names()::get).toList(), order.stream().map(lost::get)
                .toList());
    }

    static double accuracy(Trainer trainer, EncodedTable table) {
        return trainer.evaluate(DataLoader.of(table.dataset(), BATCH)).metrics().get("accuracy");
    }

    private static EncodedTable shuffled(EncodedTable table, int column, long seed) {
        float[] inputs = table.inputs().clone();
        var random = new SplittableRandom(seed);
        for (int row = table.rows() - 1; row > 0; row--) {
            int here = row * table.columns() + column;
            int there = random.nextInt(row + 1) * table.columns() + column;
            float kept = inputs[here];
            inputs[here] = inputs[there];
            inputs[there] = kept;
        }
        return new EncodedTable(table.encoding(), table.rows(), inputs, table.targets());
    }

    void print(Screen screen) {
        screen.println("Accuracy that is lost when a column is shuffled");
        for (int i = 0; i < columns.size(); i++) {
            double share = lost.get(i) / Math.max(1e-9, lost.getFirst());
            screen.printf("%-16s %s %6.2f points%n", columns.get(i), screen.glyphs().bar(share, BAR),
                    100 * lost.get(i));
        }
    }

    Picture picture() {
        return new Bars("Which columns matter?", "column", "accuracy lost when shuffled [points]", columns).series(
                "importance", lost.stream().map(share -> 100 * share).toList());
    }
}
