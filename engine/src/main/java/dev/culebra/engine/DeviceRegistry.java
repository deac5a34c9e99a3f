package dev.culebra.engine;

import dev.culebra.engine.cpu.CpuBackend;
import dev.culebra.engine.cuda.CudaDevices;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The devices of this process, each made when first asked for. */
final class DeviceRegistry {
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

    /** Chosen once, when first asked. */
    private static final class Best {
        static final StandardDevice CHOICE = StandardDevice.choose();
    }

    static Device standard() {
        String named = System.getProperty(Device.PROPERTY);
        return named == null ? Best.CHOICE.device() : device(named);
    }

    static String standardReason() {
        Device device = standard();
        String reason = System.getProperty(Device.PROPERTY) == null
                ? "standard; " + Best.CHOICE.why()
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
