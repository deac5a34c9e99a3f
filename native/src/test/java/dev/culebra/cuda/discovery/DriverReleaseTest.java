package dev.culebra.cuda.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverReleaseTest {
    @TempDir
    private Path root;

    private Optional<String> release() {
        return DriverRelease.of(new Host(Host.OperatingSystem.LINUX, root, Map.of()));
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void isUnknownWhereNoModuleIsLoaded() {
        assertEquals(Optional.empty(), release());
    }

    @Test
    void isWhatTheModuleSays() throws IOException {
        write("sys/module/nvidia/version", "580.65.06\n");
        assertEquals(Optional.of("580.65.06"), release());
    }

    @Test
    void isFoundInTheOlderPlaceToo() throws IOException {
        write("proc/driver/nvidia/version", """
                NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.124.06  Release Build  (root@host)
                GCC version:  gcc version 12.3.0 (Ubuntu 12.3.0-1ubuntu1~22.04)
                """);
        assertEquals(Optional.of("570.124.06"), release());
    }

    @Test
    void isUnknownWhereTheModuleIsOfNobodysRelease() throws IOException {
        write("sys/module/nvidia/version", "\n");
        assertEquals(Optional.empty(), release());
    }
}
