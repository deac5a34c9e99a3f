package dev.culebra.bench.bundle;

import dev.culebra.nn.data.GeneratedDigits;
import dev.culebra.nn.data.LabelledImages;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Generated digits in MNIST's four files, for programs that read those. */
final class Data {
    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;

    private Data() {}

    static void write(Path folder, int train, int test) throws IOException {
        Files.createDirectories(folder);
        write(folder, "train", new GeneratedDigits(1).draw(0, train));
        write(folder, "t10k", new GeneratedDigits(2).draw(0, test));
    }

    private static void write(Path folder, String part, LabelledImages images) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(part + "-images-idx3-ubyte"))) {
            out.write(ByteBuffer.allocate(16).putInt(IMAGES).putInt(images.count()).putInt(images.rows())
                    .putInt(images.columns()).array());
            out.write(images.pixels());
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve(part + "-labels-idx1-ubyte"))) {
            out.write(ByteBuffer.allocate(8).putInt(LABELS).putInt(images.count()).array());
            out.write(images.labels());
        }
    }
}
