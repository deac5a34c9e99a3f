package dev.culebra.engine;

import dev.culebra.engine.cpu.CpuBackend;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The devices of this process, each made when first asked for. */
final class DeviceRegistry {
    private static final List<String> NAMES = List.of("cpu", "cpu-scalar");
    private static final ConcurrentHashMap<String, Device> DEVICES = new ConcurrentHashMap<>();

    private DeviceRegistry() {}

    static List<String> names() {
        return NAMES;
    }

    static Device device(String name) {
        if (!NAMES.contains(name)) {
            throw new DeviceException("device: unknown name \"%s\"; did you mean \"%s\"? Known: %s".formatted(name,
                    nearest(name), String.join(", ", NAMES)));
        }
        return DEVICES.computeIfAbsent(name, DeviceRegistry::open);
    }

    static Device standard() {
        return device(System.getProperty(Device.PROPERTY, "cpu"));
    }

    static String standardReason() {
        Device device = standard();
        String reason = System.getProperty(Device.PROPERTY) == null ? "default" : "-D" + Device.PROPERTY;
        return "%s: %s (%s)".formatted(device.name(), device.backend().description(), reason);
    }

    private static Device open(String name) {
        return (name.equals("cpu") ? CpuBackend.best() : CpuBackend.scalar()).device();
    }

    private static String nearest(String name) {
        return NAMES.stream().min(Comparator.comparingInt(known -> distance(name, known))).orElseThrow();
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
