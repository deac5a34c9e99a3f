package dev.culebra.samples.lessons;

import dev.culebra.nn.data.table.Ratings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Generated ratings whose factors are known: films are of four kinds, two pairs of opposites, and people like the one or the
 * other of each pair more or less. What was rated is a part of it, with noise; what everybody thinks is known for all.
 *
 * @param ratings those that were given, in halves from 0.5 to 5
 * @param truth {@code [users][films]}, what would be given without noise
 */
record Tastes(Ratings ratings, double[][] truth) {

    static final List<String> KINDS = List.of("comedy", "tragedy", "thriller", "romance");

    private static final int USERS = 200;
    private static final int FILMS = 80;
    private static final double RATED = 0.25;
    private static final double NOISE = 0.4;

    static Tastes generate(long seed) {
        var random = new Random(seed);
        double[][] truth = new double[USERS][FILMS];
        double[] quality = random.doubles(FILMS, -0.5, 0.5).toArray();
        List<int[]> pairs = new ArrayList<>();
        List<Float> values = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            double laughs = random.nextGaussian();
            double shivers = random.nextGaussian();
            double kindness = 3.2 + 0.4 * random.nextGaussian();
            for (int film = 0; film < FILMS; film++) {
                double sign = film % 2 == 0 ? 1 : -1;
                double liking = sign * (film % KINDS.size() < 2 ? laughs : shivers);
                truth[user][film] = Math.clamp(kindness + quality[film] + 0.8 * liking, 0.5, 5);
                if (random.nextDouble() < RATED) {
                    pairs.add(new int[] {user, film});
                    double given = Math.rint(2 * (truth[user][film] + NOISE * random.nextGaussian())) / 2;
                    values.add((float) Math.clamp(given, 0.5, 5));
                }
            }
        }
        float[] given = new float[values.size()];
        for (int i = 0; i < given.length; i++) {
            given[i] = values.get(i);
        }
        return new Tastes(
                new Ratings(names("user", USERS), IntStream.range(0, FILMS).mapToObj(Tastes::film).toList(), pairs
                        .stream().mapToInt(pair -> pair[0]).toArray(),
                        pairs.stream().mapToInt(pair -> pair[1]).toArray(), given),
                truth);
    }

    private static List<String> names(String kind, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> kind + " " + i).toList();
    }

    private static String film(int number) {
        return KINDS.get(number % KINDS.size()) + " " + (1 + number / KINDS.size());
    }

    /** How well guesses for all users and films go with the truth: 1 is a perfect correlation. */
    double correlation(float[][] guesses) {
        int n = USERS * FILMS;
        double x = 0;
        double y = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int user = 0; user < USERS; user++) {
            for (int film = 0; film < FILMS; film++) {
                double guess = guesses[user][film];
                double right = truth[user][film];
                x += guess;
                y += right;
                xx += guess * guess;
                yy += right * right;
                xy += guess * right;
            }
        }
        return (n * xy - x * y) / Math.sqrt((n * xx - x * x) * (n * yy - y * y));
    }
}
