package dev.culebra.cuda;

import java.util.Locale;

/**
 * What a user wants to know of a card.
 *
 * <pre>{@code
 * DeviceInfo card = cuda.devices().info(0);
 * boolean hopper = card.computeMajor() >= 9;
 * }</pre>
 *
 * @param device the driver's number of it, from 0
 * @param name the maker's name of it
 * @param computeMajor 9 of the compute capability 9.0
 * @param computeMinor 0 of the compute capability 9.0
 * @param totalBytes its memory
 */
public record DeviceInfo(int device, String name, int computeMajor, int computeMinor, long totalBytes) {
    /** {@code cuda:0  NVIDIA H100 80GB HBM3, compute capability 9.0, 79.1 GiB}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "cuda:%d  %s, compute capability %d.%d, %s", device, name, computeMajor,
                computeMinor,
                Bytes.text(totalBytes));
    }
}
