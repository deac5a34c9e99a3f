package dev.culebra.engine.interop;

import dev.culebra.engine.Device;
import dev.culebra.engine.DeviceException;

/**
 * The time in which a thread's work on a card goes to a stream of the program's own. Each thread has a stream that Culebra made;
 * from {@link #adopt} to {@link #close()} the given one takes its place, with all that it was given before and will be given after.
 *
 * <pre>{@code
 * CUstream stream = new CUstream();
 * JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING);
 * JCudaDriver.cuMemcpyHtoDAsync(image, Pointer.to(pixels), bytes, stream);
 * try (CudaStream _ = CudaStream.adopt(JCudaInterop.handle(stream), card)) {
 *     scores = model.apply(x);  // comes after the copy; nobody waits
 * }
 * scores.toFloats();            // by the thread's own stream again, which waits for the program's
 * }</pre>
 *
 * <p>Order is kept by events, on the card: the adopted stream goes on after what the thread had submitted before, the thread's
 * own goes on after what the adopted one was given, by anybody, until {@link #close()}. Other threads that use a tensor wait for
 * the stream that touched it last, as ever. The program may destroy its stream when the scope has ended.
 */
public final class CudaStream implements AutoCloseable {
    private final Runnable leave;
    private boolean closed;

    private CudaStream(Runnable leave) {
        this.leave = leave;
    }

    /**
     * Sends the calling thread's work on a card to another stream until the result is closed, on the same thread. Scopes nest.
     *
     * @param stream handle of a stream of the card's primary context: a {@code CUstream}, 0 for the default stream
     * @throws DeviceException if the device is no card
     */
    public static CudaStream adopt(long stream, Device device) {
        return new CudaStream(CudaTensors.card("adopt", device).adopt(stream));
    }

    /**
     * Handle of the stream that the calling thread's work on a card goes to: what the program submits to it is done in order with
     * Culebra's.
     *
     * @throws DeviceException if the device is no card
     */
    public static long current(Device device) {
        return CudaTensors.card("current", device).stream();
    }

    /**
     * The thread goes back to the stream that it had before.
     *
     * @throws IllegalStateException on another thread, or while a stream that was adopted later is in use
     */
    @Override
    public void close() {
        if (!closed) {
            leave.run();
            closed = true;
        }
    }
}
