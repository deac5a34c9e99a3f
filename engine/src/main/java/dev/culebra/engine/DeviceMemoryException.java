package dev.culebra.engine;

/**
 * Thrown when a device cannot give the memory asked for, after its spare blocks were given back and the request was
 * tried again. Nothing is lost: tensors that exist stay valid, and work can go on once some of them are closed.
 *
 * <pre>{@code
 * cpu: out of memory: requested 1,073,741,824 bytes; 3,221,225,472 in use, 0 spare; largest: [8192, 8192] F32
 * }</pre>
 */
public final class DeviceMemoryException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message requested, used, spare, largest holders
     */
    public DeviceMemoryException(String message) {
        super(message);
    }

    /**
     * @param message requested, used, spare, largest holders
     * @param cause the failed allocation
     */
    public DeviceMemoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
