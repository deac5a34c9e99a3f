package dev.culebra.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.samples.lessons.DigitFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with the arguments or the files they name takes one line, which says what, and code 2. */
class WrongUseTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void writeFilesThatAreNone() throws IOException {
        byte[] noise = new byte[3000];
        new Random(1).nextBytes(noise);
        noise[0] = (byte) 0xff; // neither text nor the beginning of any format
        Files.write(directory.resolve("noise"), noise);
        Files.write(directory.resolve("blank"), new byte[0]);
        Files.createDirectory(directory.resolve("hollow"));
        Files.write(Files.createDirectories(directory.resolve("folders/a")).resolve("x.png"), noise);
        Path damaged = Files.createDirectory(directory.resolve("damaged"));
        DigitFiles.write(damaged, 100, 10);
        Files.write(damaged.resolve("t10k-labels-idx1-ubyte"), noise);
        Files.writeString(directory.resolve("twice.csv"), "a,b,c\n1,2,3\n2,4,5\n3,6,8\n4,8,1\n");
        Files.writeString(directory.resolve("single"), "5.1,3.5,1.4,0.2,Iris-setosa\n");
        Files.write(Files.createDirectory(directory.resolve("adult")).resolve("adult.data"), noise);
    }

    static Stream<String> samples() {
        return Run.of("list").out().lines().takeWhile(line -> !line.isEmpty())
                .map(line -> line.replaceFirst(" .*", ""));
    }

    private static Run assertOneLine(String sample, String... args) {
        return assertOneLine(sample, Run.of(args));
    }

    private static Run assertOneLine(String sample, Run run) {
        assertEquals(2, run.code(), run::err);
        assertEquals(1, run.err().lines().count(), run::err);
        assertTrue(run.err().startsWith(sample + ": "), run::err);
        return run;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleRefusesOptionsAndPlacesThatThereAreNot(String sample) {
        assertEquals(sample + ": unknown option \"--sed\"; did you mean \"--seed\"?", assertOneLine(sample, sample,
                "--sed", "2").err().strip());
        assertEquals(sample + ": invalid value for option '--seed': 'one' is not a long", assertOneLine(sample, sample,
                "--seed", "one").err().strip());
        assertEquals(sample + ": unexpected argument \"more\"", assertOneLine(sample, sample, "more").err().strip());
        Path file = directory.resolve("no/figures.json");
        assertTrue(assertOneLine(sample, sample, "--json", file.toString()).err().contains("no such directory"));
    }

    /** All but the one that says what is wrong with devices. */
    @ParameterizedTest
    @MethodSource("samples")
    void everySampleRefusesADeviceThatThereIsNot(String sample) {
        if (sample.equals("devices")) {
            return;
        }
        Run run = Run.on("cuda:99", sample, "--pictures", directory.toString());
        assertOneLine(sample, run);
        assertTrue(run.err().contains("cuda:99"), run::err);
    }

    /** {@code @} stands for the directory with the files above. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image-to-matrix --file @/no.png       | no such file
            image-to-matrix --file @/noise        | is no PNG, JPEG, GIF or BMP file
            image-to-matrix --size 1              | --size must be from 2 to 64, not 1
            regression --data @/no                | no such file
            regression --data @/noise             | is not UTF-8
            regression --data @/blank             | is empty
            regression --data @/twice.csv         | a column is constant or follows from others
            regression --target price             | --target names a column of --data
            regression --rate -1                  | --rate must be a positive number, not -1.0
            three-or-seven --data @/no            | no such directory
            three-or-seven --data @/damaged       | t10k-labels-idx1-ubyte: not an IDX file
            three-or-seven --train-images 1       | too few threes and sevens
            three-or-seven --seconds 0            | --seconds must be a positive number
            three-or-seven --save @/hollow        | --save
            activations --elements 0              | --elements must be from 1 to 100,000,000, not 0
            activations --millis 0                | --millis must be at least 1
            digits --data @/hollow                | neither train-images-idx3-ubyte nor
            digits --data @/damaged               | t10k-labels-idx1-ubyte: not an IDX file
            digits --save @/no/file               | no such directory
            find-rate --data @/no                 | no such directory
            find-rate --epochs 0                  | --epochs must be at least 1
            overfit --data @/damaged              | t10k-labels-idx1-ubyte: not an IDX file
            overfit --images 0                    | --images must be at least 1
            bears --data @/no                     | no such folder
            bears --data @/hollow                 | has no folder with pictures
            bears --data @/folders                | x.png: is no PNG, JPEG, GIF or BMP file
            bears --pictures-drawn 3              | --pictures-drawn must be at least 30, not 3
            tabular --data @/no                   | no such file
            tabular --data @/noise                | is not UTF-8
            tabular --data @/blank                | too few rows
            tabular --data @/single               | too few rows
            tabular --data @/adult                | adult.data: is not UTF-8
            tabular --data @/hollow               | adult.data: no such file
            collab --data @/no                    | no such file
            collab --data @/noise                 | is not UTF-8
            collab --data @/twice.csv             | has no column "rating"
            collab --decay -1                     | --decay must be 0 or a positive number, not -1.0
            draw --model @/noise                  | header of
            draw --model @/blank                  | truncated at byte 0
            draw --port 65536                     | --port must be from 0 to 65,535, not 65,536
            lessons --report @/hollow             | is a directory
            lessons --save @/file                 | unknown option "--save"
            """)
    void saysInOneLineWhatIsWrong(String command, String message) {
        String[] args = command.replace("@", directory.toString()).split(" +");
        Run run = assertOneLine(args[0], args);
        assertTrue(run.err().contains(message), run::err);
    }

    /** A sample that nobody thought of here would not be tested. */
    @Test
    void everySampleHasSomethingOfItsOwnThatCanBeWrong() throws NoSuchMethodException {
        Set<String> tested = new TreeSet<>();
        String table = WrongUseTest.class.getDeclaredMethod("saysInOneLineWhatIsWrong", String.class, String.class)
                .getAnnotation(CsvSource.class).textBlock();
        table.lines().forEach(line -> tested.add(line.strip().replaceFirst(" .*", "")));
        tested.addAll(Set.of("line", "devices")); // which have no options of their own
        assertEquals(new TreeSet<>(samples().toList()), tested);
    }

    @Test
    void drawRefusesANetworkOfAnotherShape() throws IOException {
        DigitFiles.write(directory, 100, 50);
        Path model = directory.resolve("wide.safetensors");
        Run saved = Run.of("digits", "--data", directory.toString(), "--epochs", "1", "--network", "784-32-10",
                "--save", model.toString(), "--pictures", directory.toString());
        assertEquals(0, saved.code(), saved::err);
        Run run = assertOneLine("draw", "draw", "--model", model.toString());
        assertTrue(run.err().contains("wide.safetensors") && run.err().contains("[32, 784]"), run::err);
    }
}
