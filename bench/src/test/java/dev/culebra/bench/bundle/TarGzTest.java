package dev.culebra.bench.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = {OS.LINUX, OS.MAC}, disabledReason = "needs tar, links and permissions")
class TarGzTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final String DEEP = "a-folder-with-a-rather-long-name/".repeat(4) + "file.txt";

    @TempDir
    private Path directory;

    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        folder = directory.resolve("things-1.0");
        write("run", "#!/bin/sh\n");
        assertTrue(folder.resolve("run").toFile().setExecutable(true));
        write("empty", "");
        write("block", "x".repeat(512));
        write(DEEP, "deep");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("empty"));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Path pack(String name) throws IOException {
        Path archive = directory.resolve(name);
        TarGz.pack(folder, TIME, archive);
        return archive;
    }

    @Test
    void tarUnpacksIt() throws Exception {
        Path target = Files.createDirectory(directory.resolve("unpacked"));
        Process tar = new ProcessBuilder("tar", "xzf", pack("things.tar.gz").toString(), "-C", target.toString())
                .inheritIO().start();
        assertEquals(0, tar.waitFor());
        Path unpacked = target.resolve("things-1.0");
        assertEquals("#!/bin/sh\n", Files.readString(unpacked.resolve("run")));
        assertTrue(Files.isExecutable(unpacked.resolve("run")));
        assertEquals("", Files.readString(unpacked.resolve("empty")));
        assertFalse(Files.isExecutable(unpacked.resolve("empty")));
        assertEquals("x".repeat(512), Files.readString(unpacked.resolve("block")));
        assertEquals("deep", Files.readString(unpacked.resolve(DEEP)));
        assertEquals(Path.of("empty"), Files.readSymbolicLink(unpacked.resolve("link")));
        assertEquals(FileTime.from(TIME), Files.getLastModifiedTime(unpacked.resolve("run")));
    }

    @Test
    void theSameFilesGiveTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(pack("first.tar.gz"));
        Files.setLastModifiedTime(folder.resolve("run"), FileTime.from(Instant.EPOCH));
        assertArrayEquals(first, Files.readAllBytes(pack("second.tar.gz")));
    }

    @Test
    void refusesNamesThatDoNotFit() throws IOException {
        write("n".repeat(101), "");
        assertThrows(IllegalArgumentException.class, () -> pack("long.tar.gz"));
    }
}
