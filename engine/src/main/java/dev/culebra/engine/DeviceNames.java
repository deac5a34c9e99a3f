package dev.culebra.engine;

import java.util.Comparator;
import java.util.List;

/** What devices are called, and what someone may have meant who called one otherwise. */
final class DeviceNames {
    static final List<String> ALL = List.of("cpu", "cpu-scalar", "cuda", "cuda:1", "cuda-emulated");

    private DeviceNames() {}

    static boolean isCuda(String name) {
        return name.matches("cuda(-emulated)?(:\\d{1,4})?");
    }

    /** One name for a device that has two. */
    static String canonical(String name) {
        return switch (name) {
            case "cuda" -> "cuda:0";
            case "cuda-emulated:0" -> "cuda-emulated";
            default -> name;
        };
    }

    static boolean isKnown(String name) {
        return ALL.contains(name) || isCuda(name);
    }

    static DeviceException unknown(String name) {
        String nearest = ALL.stream().min(Comparator.comparingInt(known -> distance(name, known))).orElseThrow();
        return new DeviceException(
                "device: unknown name \"%s\"; did you mean \"%s\"? Known: %s".formatted(name, nearest,
                        String.join(", ", ALL)));
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
