package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.data.table.Table;
import dev.culebra.nn.data.table.TableFormat;
import dev.culebra.samples.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A table of numbers, and one more number for each row that is to be predicted.
 *
 * <pre>{@code
 * NumberTable flats = NumberTable.flats(500, 1);
 * flats.inputs().shape();       // [500, 5]
 * }</pre>
 *
 * @param columns what the numbers are, with their units
 * @param target what is to be predicted, with its unit
 * @param rows {@code [n][columns]}, as they were measured
 * @param answers {@code [n]}
 */
record NumberTable(List<String> columns, String target, double[][] rows, double[] answers) {

    private static final List<String> COLUMNS =
            List.of("size [m²]", "rooms", "age [years]", "floor", "way to the station [min]");
    /** Thousand euros for one more of each, and for none of all: what generated flats cost, but for the noise. */
    private static final double[] WORTH = {4.2, 6, -0.9, 2.5, -3.1};
    private static final double BASE = 60;
    private static final double NOISE = 15;

    /** Invented flats, whose prices are sums of what each property is worth, and chance. */
    static NumberTable flats(int count, long seed) {
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
        return new NumberTable(COLUMNS, "price [1,000 €]", rows, prices);
    }

    /**
     * Reads a CSV file with a header, of numbers alone.
     *
     * @param target the column to predict; the last one if none is named
     * @throws dev.culebra.nn.data.DataException if the file cannot be read, a cell is no number, or there is no such column
     * @throws UsageException if a cell is empty or there is nothing to predict from
     */
    static NumberTable read(Path file, Optional<String> target) {
        Table table = Table.read(file, TableFormat.headed());
        if (table.names().isEmpty()) {
            throw new UsageException("--data %s: is empty".formatted(file));
        }
        String wanted = target.orElse(table.names().getLast());
        int answer = table.column(wanted);
        List<String> inputs = table.names().stream().filter(name -> !name.equals(wanted)).toList();
        if (inputs.isEmpty() || table.rows() <= inputs.size()) {
            throw new UsageException("--data %s: %d columns to predict from need more than %d rows".formatted(file,
                    inputs.size(), table.rows()));
        }
        double[][] rows = new double[table.rows()][inputs.size()];
        double[] answers = new double[table.rows()];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < inputs.size(); column++) {
                rows[row][column] = number(file, table, row, table.column(inputs.get(column)));
            }
            answers[row] = number(file, table, row, answer);
        }
        return new NumberTable(inputs, wanted, rows, answers);
    }

    /**
     * The weights of the columns, and the constant, that miss the answers by least.
     *
     * @throws UsageException if there is more than one answer
     */
    double[] closedForm() {
        try {
            return NormalEquations.solve(rows, answers);
        } catch (ArithmeticException e) {
            throw new UsageException(
                    "--data: a column is constant or follows from others, so there is more than one answer");
        }
    }

    private static double number(Path file, Table table, int row, int column) {
        return table.number(row, column).orElseThrow(() -> new UsageException("--data %s: row %d, column %s: is empty"
                .formatted(file, row + 1, table.names().get(column))));
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
        return Tensor.of(Shape.of(rows.length, 1), answers).to(Device.standard());
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
