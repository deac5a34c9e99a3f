package dev.culebra.samples.lessons;

import dev.culebra.nn.data.table.Ratings;
import dev.culebra.nn.data.Split;
import java.util.stream.IntStream;

/**
 * To guess the same for everybody and everything: what a network must do better than.
 *
 * <pre>{@code
 * MeanGuess.of(ratings, split).error();     // 1.0
 * }</pre>
 *
 * @param value the mean of the ratings that are learnt from
 * @param error by how much it misses those held back, root mean square
 */
record MeanGuess(double value, double error) {

    static MeanGuess of(Ratings ratings, Split split) {
        double mean = IntStream.of(split.train()).mapToDouble(i -> ratings.values()[i]).average().orElse(Double.NaN);
        double square = IntStream.of(split.valid()).mapToDouble(i -> Math.pow(ratings.values()[i] - mean, 2)).average()
                .orElse(Double.NaN);
        return new MeanGuess(mean, Math.sqrt(square));
    }
}
