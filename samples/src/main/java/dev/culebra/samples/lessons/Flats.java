package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A table of numbers, one row a flat, and what each flat costs.
 *
 * <pre>{@code
 * Flats flats = Flats.generate(500, 1);
 * flats.inputs().shape();       // [500, 5]
 * }</pre>
 *
 * @param columns what the numbers are, with their units
 * @param target what is to be predicted, with its unit
 * @param rows {@code [n][columns]}, as they were measured
 * @param prices {@code [n]}
 */
record Flats(List<String> columns, String target, double[][] rows, double[] prices) {

    private static final List<String> COLUMNS =
            List.of("size [m²]", "rooms", "age [years]", "floor", "way to the station [min]");
    /** Thousand euros for one more of each, and for none of all: what generated flats cost, but for the noise. */
    private static final double[] WORTH = {4.2, 6, -0.9, 2.5, -3.1};
    private static final double BASE = 60;
    private static final double NOISE = 15;

    /** Invented flats, whose prices are sums of what each property is worth, and chance. */
    static Flats generate(int count, long seed) {
        var random = new SplittableRandom(seed);
        double[][] rows = new double[count][];
        double[] prices = new double[count];
        for (int i = 0; i < count; i++) {
            double size = random.nextDouble(25, 140);
            double rooms = Math.max(1, Math.round(size / 28 + random.nextGaussian(0, 0.6)));
            rows[i] = new double[] {Math.round(size), rooms, random.nextInt(0, 90), random.nextInt(0, 9),
                random.nextInt(1, 30)};
            prices[i] = BASE + random.nextGaussian(0, NOISE);
            for (int column = 0; column < WORTH.length; column++) {
                prices[i] += WORTH[column] * rows[i][column];
            }
        }
        return new Flats(COLUMNS, "price [1,000 €]", rows, prices);
    }

    /** Each column less its mean, divided by its deviation: F64 {@code [n, columns]}. */
    Tensor inputs() {
        double[] values = new double[rows.length * columns.size()];
        for (int column = 0; column < columns.size(); column++) {
            double mean = mean(column);
            double deviation = deviation(column);
            for (int row = 0; row < rows.length; row++) {
                values[row * columns.size() + column] = (rows[row][column] - mean) / deviation;
            }
        }
        return Tensor.of(Shape.of(rows.length, columns.size()), values).to(Device.standard());
    }

    /** F64 {@code [n, 1]}. */
    Tensor outputs() {
        return Tensor.of(Shape.of(rows.length, 1), prices).to(Device.standard());
    }

    double mean(int column) {
        double sum = 0;
        for (double[] row : rows) {
            sum += row[column];
        }
        return sum / rows.length;
    }

    /** Of a column without any, 1. */
    double deviation(int column) {
        double mean = mean(column);
        double sum = 0;
        for (double[] row : rows) {
            sum += (row[column] - mean) * (row[column] - mean);
        }
        return sum == 0 ? 1 : Math.sqrt(sum / rows.length);
    }
}
