package dev.culebra.engine;

import dev.culebra.engine.cpu.CpuBackend;
import dev.culebra.engine.cuda.CudaDevices;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The devices of this process, each made when first asked for. */
final class DeviceRegistry {
    private static final String STANDARD = "cpu";
    private static final ConcurrentHashMap<String, Device> DEVICES = new ConcurrentHashMap<>();

    private DeviceRegistry() {}

    static List<String> names() {
        return DeviceNames.ALL;
    }

    static Device device(String name) {
        if (!DeviceNames.isKnown(name)) {
            throw DeviceNames.unknown(name);
        }
        return DEVICES.computeIfAbsent(DeviceNames.canonical(name), DeviceRegistry::open);
    }

    static Device standard() {
        return device(System.getProperty(Device.PROPERTY, STANDARD));
    }

    static String standardReason() {
        Device device = standard();
        String reason = System.getProperty(Device.PROPERTY) == null
                ? "standard; " + CudaDevices.outlook()
                : "by -D" + Device.PROPERTY;
        return "%s: %s (%s)".formatted(device.name(), device.backend().description(), reason);
    }

    private static Device open(String name) {
        return switch (name) {
            case "cpu" -> CpuBackend.best().device();
            case "cpu-scalar" -> CpuBackend.scalar().device();
            default -> CudaDevices.open(name);
        };
    }
}
