package dev.culebra.samples.lessons;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.data.Picture;
import dev.culebra.nn.data.image.PictureFile;
import dev.culebra.samples.Sample;
import dev.culebra.samples.Story;
import dev.culebra.samples.show.Beside;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Pixels;
import dev.culebra.samples.show.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a computer sees. */
@Story("""
        To a computer a picture is numbers. A grey one is a matrix: a number for each pixel, from 0 (black) to 255 (white), \
        as many rows as it is high and as many columns as it is wide. Eighteen of each are few enough to read them all, and \
        enough to see what is there.

        A coloured picture has three such matrices, for red, green and blue. One above the other they are a tensor of rank \
        3: its shape is [3, rows, columns]. The grey of a pixel is 0.299 of its red, 0.587 of its green and 0.114 of its \
        blue, for so much does each add to how bright it looks.

        Networks are given the same numbers divided by 255: from 0 to 1.""")
@Command(name = "image-to-matrix", description = "Turns a picture into the numbers that a network is given.")
public final class ImageToMatrixSample extends Sample {

    private static final int ENLARGED = 30;

    @Option(names = "--file", paramLabel = "FILE",
            description = "The picture: PNG, JPEG, GIF or BMP (default: a painted seven).")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--size", paramLabel = "N", defaultValue = "18",
            description = "Rows and columns of the matrix (default: ${DEFAULT-VALUE}).")
    private int size;

    /** For the command. */
    public ImageToMatrixSample() {}

    @Override
    protected void run(Screen screen, Figures figures) {
        Ranges.between("--size", 2, 64, size);
        Picture picture = PictureFile.read(file.orElseGet(this::painted));
        Picture small = picture.fitted(size, size);
        int[][] matrix = small.matrix();
        screen.printf("Picture  %d × %d pixels, %s%n%n", picture.rows(), picture.columns(), picture.channels() == 1
                ? "grey"
                : "red, green and blue");
        for (int[] row : matrix) {
            screen.println(Arrays.stream(row).mapToObj("%4d"::formatted).collect(Collectors.joining()));
        }
        try (Scope _ = Scope.open()) {
            Tensor grey = small.grey().tensor(Device.standard());
            Tensor colour = picture.colour().tensor(Device.standard());
            double brightness = grey.to(DType.F32).div(255).mean().item();
            screen.printf("%nGrey     a tensor of shape %s and rank %d, mean brightness %.3f of 1%n", grey.shape(), grey
                    .shape().rank(), brightness);
            screen.printf("Colour   a tensor of shape %s and rank %d; its first pixel is red %d, green %d, blue %d%n",
                    colour
                            .shape(),
                    colour.shape().rank(), picture.colour().pixel(0, 0, 0), picture.colour().pixel(1, 0, 0),
                    picture.colour().pixel(2, 0, 0));
            figures.put("rows", picture.rows());
            figures.put("columns", picture.columns());
            figures.put("channels", picture.channels());
            figures.put("brightness", brightness);
            figures.put("colourRank", colour.shape().rank());
        }
        pictures().add("matrix", "Every pixel with its number, from 0, black, to 255, white.",
                new Pixels(size + " × " + size
                        + " numbers", small.grey(), ENLARGED).withNumbers());
        int side = Math.max(1, 216 / size);
        pictures()
                .add("channels", "The picture, and its red, green and blue alone: three matrices, one tensor.",
                        new Beside(
                                new Beside(new Pixels("colour", small, side), new Pixels("red", small, side).only(0)),
                                new Beside(
                                        new Pixels("green", small, side).only(1),
                                        new Pixels("blue", small, side).only(2))));
    }

    private Path painted() {
        try {
            Path painted = Files.createTempFile("seven", ".png");
            painted.toFile().deleteOnExit();
            PaintedSeven.write(painted);
            return painted;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary file: " + e.getMessage(), e);
        }
    }
}
