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
    PRIMITIVES("primitives"),
    /** The rectified linear unit and its gradient, by hand. */
    RELU("relu"),
    /** The sigmoid and its gradient, by hand. */
    SIGMOID("sigmoid"),
    /** Sums, extremes and their indices along an axis. */
    REDUCE("reduce"),
    /** Sums and extremes of few elements that lie anywhere, as in windows of images. */
    WINDOWS("windows"),
    /** Gathering and scattering by index. */
    INDEX("index"),
    /** Matrix products for hosts without cuBLAS. */
    GEMM("gemm"),
    /** Softmax and its logarithm, row by row. */
    SOFTMAX("softmax"),
    /** Cross-entropy of rows of logits and its gradient. */
    CROSS_ENTROPY("crossentropy"),
    /** Means and variances. */
    MOMENTS("moments"),
    /** Normalisation and its gradients. */
    NORMALIZE("normalize"),
    /** Random numbers. */
    RANDOM("random");

    private final String file;

    KernelSource(String file) {
        this.file = file;
    }

    /** The file's name without ending; the source beside it in the repository ends in {@code .cu}, the resource in {@code .ptx}. */
    public String file() {
        return file;
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
