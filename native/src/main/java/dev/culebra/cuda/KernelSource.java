package dev.culebra.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The PTX that ships with Culebra, compiled from {@code native/src/main/cuda}.
 *
 * <pre>{@code
 * String ptx = KernelSource.PRIMITIVES.ptx();
 * }</pre>
 */
public enum KernelSource {
    /** Functions that generated elementwise kernels call. */
    PRIMITIVES("primitives");

    private final String file;

    KernelSource(String file) {
        this.file = file;
    }

    /** The text of the file. */
    public String ptx() {
        try (InputStream stream = KernelSource.class.getResourceAsStream(file + ".ptx")) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks " + file + ".ptx");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ".ptx", e);
        }
    }
}
