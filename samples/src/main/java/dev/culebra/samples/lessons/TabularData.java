package dev.culebra.samples.lessons;

import dev.culebra.nn.data.table.Table;
import dev.culebra.nn.data.table.TableFormat;
import dev.culebra.samples.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Tables for {@link TabularSample}.
 *
 * @param name for people
 * @param train to learn from
 * @param test to be judged by
 * @param target what is to be predicted
 */
record TabularData(String name, Table train, Table test, List<String> categorical, List<String> continuous,
        String target) {

    private static final TableFormat ADULT =
            TableFormat.named("age", "workclass", "fnlwgt", "education", "education-num",
                    "marital-status", "occupation", "relationship", "race", "sex", "capital-gain", "capital-loss",
                    "hours-per-week",
                    "native-country", "income").missing("?").comment('|');
    private static final TableFormat IRIS =
            TableFormat.named("sepal-length", "sepal-width", "petal-length", "petal-width",
                    "species");
    private static final List<String> SPECIES = List.of("lowland", "meadow", "mountain");
    private static final int EACH = 50;

    /** The Adult data in a directory: {@code adult.data} and {@code adult.test}. */
    static TabularData adult(Path directory) {
        // The survey's weight of a row says nothing about the person; gains and losses span five powers of ten.
        return new TabularData("Adult", adult(directory, "adult.data"), adult(directory, "adult.test"),
                List.of("workclass",
                        "education", "marital-status", "occupation", "relationship", "race", "sex", "native-country"),
                List.of("age",
                        "education-num", "capital-gain", "capital-loss", "hours-per-week"),
                "income");
    }

    private static Table adult(Path directory, String name) {
        return Table.read(directory.resolve(name), ADULT).map("income", text -> text.replace(".", ""))
                .map("capital-gain",
                        TabularData::logarithm)
                .map("capital-loss", TabularData::logarithm);
    }

    private static String logarithm(String number) {
        return Double.toString(Math.log1p(Double.parseDouble(number)));
    }

    /** A file like {@code iris.data}: four numbers and a species; every third row is kept to be judged by. */
    static TabularData iris(Path file) {
        return split("Iris", Table.read(file, IRIS), List.of());
    }

    /** 150 generated flowers of three species, which differ in their petals and in where they grow. */
    static TabularData flowers(long seed) {
        var random = new Random(seed);
        var text = new StringBuilder("sepal-length,sepal-width,petal-length,petal-width,soil,species\n");
        for (int i = 0; i < EACH * SPECIES.size(); i++) {
            int species = i % SPECIES.size();
            String soil = random.nextInt(4) > 0 ? List.of("clay", "loam", "rock").get(species) : "sand";
            text.append(String.format(Locale.ROOT, "%.1f,%.1f,%.1f,%.1f,%s,%s%n", 5.8 + 0.8 * random.nextGaussian(),
                    3 + 0.4
                            * random.nextGaussian(),
                    2 + 1.6 * species + 0.5 * random.nextGaussian(), 0.5 + 0.7 * species + 0.25
                            * random.nextGaussian(),
                    random.nextInt(20) == 0 ? "" : soil, SPECIES.get(species)));
        }
        return split("generated flowers", Table.parse("flowers", text.toString(), TableFormat.headed()),
                List.of("soil"));
    }

    private static TabularData split(String name, Table all, List<String> categorical) {
        int[] judged = IntStream.range(0, all.rows()).filter(row -> row / 3 % 3 == 0).toArray();
        int[] learnt = IntStream.range(0, all.rows()).filter(row -> row / 3 % 3 != 0).toArray();
        return new TabularData(name, all.subset(learnt), all.subset(judged), categorical, List.of("sepal-length",
                "sepal-width", "petal-length", "petal-width"), "species");
    }

    /** What the user named, or generated flowers. */
    static TabularData of(Optional<Path> path, long seed) {
        TabularData data = path.map(given -> Files.isDirectory(given) ? adult(given) : iris(given)).orElseGet(
                () -> flowers(seed));
        if (data.train.rows() == 0 || data.test.rows() == 0) {
            throw new UsageException(
                    "--data: too few rows, %d to learn from and %d to be judged by".formatted(data.train
                            .rows(), data.test.rows()));
        }
        return data;
    }
}
