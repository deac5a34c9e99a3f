package dev.culebra.cuda.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release of NVIDIA's driver, as NVIDIA counts them. The driver API knows only the version of CUDA; the release is what a
 * package manager shows and what a report of an error wants.
 *
 * <p>{@snippet :
 * String release = DriverRelease.ofThisHost().orElse("unknown"); // 580.65.06
 * }
 */
public final class DriverRelease {
    private static final Pattern RELEASE = Pattern.compile("\\b\\d{3,}\\.\\d+(\\.\\d+)?\\b");

    private DriverRelease() {}

    /** The release of the kernel module that runs now; empty where there is none, or it does not say (Windows). */
    public static Optional<String> ofThisHost() {
        return of(Host.ofThisJvm());
    }

    static Optional<String> of(Host host) {
        return release(host.path("sys/module/nvidia/version"))
                .or(() -> release(host.path("proc/driver/nvidia/version")));
    }

    private static Optional<String> release(Path file) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            Matcher matcher = RELEASE.matcher(Files.readString(file));
            return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
