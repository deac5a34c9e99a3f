package dev.culebra.engine;

import dev.culebra.engine.backend.Backend;
import java.util.List;

/**
 * Where tensors live and are computed. Devices are known by name:
 *
 * <table>
 * <caption>Names</caption>
 * <tr><td>{@code cpu}</td><td>this machine's processors, through the Vector API where the JVM has it</td></tr>
 * <tr><td>{@code cpu-scalar}</td><td>the same in plain loops</td></tr>
 * <tr><td>{@code cuda}, {@code cuda:1}, …</td><td>the first NVIDIA card, the second, …</td></tr>
 * <tr><td>{@code cuda-emulated}</td><td>the source tree's emulated card, for tests</td></tr>
 * </table>
 *
 * <p>{@code -Dculebra.device=NAME} chooses the {@linkplain #standard() standard} device of the process.
 *
 * <pre>{@code
 * Device device = Device.standard();
 * System.out.println(device.name() + ": " + device.backend().description());
 * Tensor x = Tensor.zeros(Shape.of(2, 3), DType.F32, device);
 * }</pre>
 */
public final class Device {
    /** System property that names the standard device. */
    public static final String PROPERTY = "culebra.device";

    private final String name;
    private final Backend backend;

    /**
     * A device of one's own; those with names of {@link #names()} are made once by {@link #of(String)}.
     *
     * @param name for messages
     * @param backend what computes on it
     */
    public Device(String name, Backend backend) {
        this.name = name;
        this.backend = backend;
    }

    /**
     * The device of this name, made at the first call and the same one afterwards.
     *
     * @throws DeviceException if the name is unknown or the device cannot be used; the message says why
     */
    public static Device of(String name) {
        return DeviceRegistry.device(name);
    }

    /**
     * The device that {@code -Dculebra.device} names, else the best one available.
     *
     * @throws DeviceException if the property names an unknown or unusable device
     */
    public static Device standard() {
        return DeviceRegistry.standard();
    }

    /** One line for people: the standard device and why it was chosen. */
    public static String standardReason() {
        return DeviceRegistry.standardReason();
    }

    /** Names that {@link #of(String)} knows. */
    public static List<String> names() {
        return DeviceRegistry.names();
    }

    /** The name, as in {@code cpu}. */
    public String name() {
        return name;
    }

    /** What computes on this device. */
    public Backend backend() {
        return backend;
    }

    /** Memory in use now. */
    public MemoryUse memory() {
        return backend.memory();
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
