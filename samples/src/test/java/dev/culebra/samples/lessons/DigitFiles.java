package dev.culebra.samples.lessons;

import dev.culebra.nn.data.GeneratedDigits;
import dev.culebra.nn.data.LabelledImages;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Generated digits in MNIST's files: small, and read whether or not this user has MNIST in a cache. */
public final class DigitFiles {

    private DigitFiles() {}

    /** Writes all four of them. */
    public static void write(Path directory, int train, int test) throws IOException {
        write(directory, "train", new GeneratedDigits(1).draw(0, train));
        write(directory, "t10k", new GeneratedDigits(2).draw(0, test));
    }

    private static void write(Path directory, String part, LabelledImages images) throws IOException {
        try (OutputStream out = Files.newOutputStream(directory.resolve(part + "-images-idx3-ubyte"))) {
            out.write(ByteBuffer.allocate(16).putInt(0x803).putInt(images.count()).putInt(images.rows())
                    .putInt(images.columns()).array());
            out.write(images.pixels());
        }
        try (OutputStream out = Files.newOutputStream(directory.resolve(part + "-labels-idx1-ubyte"))) {
            out.write(ByteBuffer.allocate(8).putInt(0x801).putInt(images.count()).array());
            out.write(images.labels());
        }
    }
}
