package dev.culebra.cuda;

/**
 * Memory of a device.
 *
 * <pre>{@code
 * MemoryInfo memory = cuda.memory().info();
 * boolean fits = bytes <= memory.freeBytes();
 * }</pre>
 *
 * @param freeBytes what no process has
 * @param totalBytes all of it
 */
public record MemoryInfo(long freeBytes, long totalBytes) {
    /** {@code 512 MiB free of 79.1 GiB}. */
    @Override
    public String toString() {
        return Bytes.text(freeBytes) + " free of " + Bytes.text(totalBytes);
    }
}
