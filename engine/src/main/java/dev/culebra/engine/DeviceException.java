package dev.culebra.engine;

/**
 * Thrown when a device does not exist, cannot be used, or when tensors of two devices meet in one operation:
 *
 * <pre>{@code
 * add: tensors are on different devices (cpu ≠ cpu-scalar); move one with to(Device)
 * }</pre>
 */
public final class DeviceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message operation, rule, what came
     */
    public DeviceException(String message) {
        super(message);
    }
}
