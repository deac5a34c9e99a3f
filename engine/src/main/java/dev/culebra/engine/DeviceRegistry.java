package dev.culebra.engine;

import dev.culebra.engine.cpu.CpuBackend;
import dev.culebra.engine.cuda.CudaDevices;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The devices of this process, each made when first asked for. */
final class DeviceRegistry {
    private static final ConcurrentHashMap<String, Device> DEVICES = new ConcurrentHashMap<>();

    private static volatile @Nullable StandardDevice best;

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

    /** Chosen once, when first asked, but for properties that have to be put right first. */
    private static StandardDevice best() {
        StandardDevice chosen = best;
        if (chosen == null) {
            synchronized (DEVICES) {
                chosen = best;
                if (chosen == null) {
                    chosen = StandardDevice.choose();
                    best = chosen;
                }
            }
        }
        return chosen;
    }

    static Device standard() {
        String named = System.getProperty(Device.PROPERTY);
        return named == null ? best().device() : device(named);
    }

    static String standardReason() {
        Device device = standard();
        String reason = System.getProperty(Device.PROPERTY) == null
                ? "standard; " + best().why()
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
