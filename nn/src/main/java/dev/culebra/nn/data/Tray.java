package dev.culebra.nn.data;

/**
 * A place where a data set lays out one batch after the other. It is filled with host-side work only, which a
 * {@link DataLoader} leaves to another thread, and made a batch of by the thread that wants it. One thread at a time
 * uses a tray; its buffers are used again and again.
 *
 * <pre>{@code
 * try (Tray tray = dataset.tray(device, 64)) {
 *     tray.fill(indices, 0, 64);
 *     Batch batch = tray.batch();
 * }
 * }</pre>
 */
public interface Tray extends AutoCloseable {

    /**
     * Lays out the examples {@code indices[from]} to {@code indices[to - 1]}; what was there before is lost. Makes no
     * tensors.
     *
     * @param indices each from 0 to the data set's size − 1
     */
    void fill(int[] indices, int from, int to);

    /**
     * Sends what was laid out on its way, if the device takes it while it computes something else: by the thread that fills, so
     * that the batch is there when it is wanted. Does nothing unless a tray can do better; may be left out.
     */
    default void send() {}

    /** Makes a batch of what was laid out last; it belongs to the caller and does not depend on the tray any more. */
    Batch batch();

    /** Frees the buffers. */
    @Override
    void close();
}
