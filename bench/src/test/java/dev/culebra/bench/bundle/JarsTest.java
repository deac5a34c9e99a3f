package dev.culebra.bench.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarsTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    private Path classes;

    @BeforeEach
    void fill() throws IOException {
        classes = Files.createDirectories(directory.resolve("classes"));
        Files.createDirectories(classes.resolve("a/b"));
        Files.writeString(classes.resolve("a/b/C.class"), "c");
        Files.writeString(classes.resolve("a/A.class"), "a");
    }

    private Path pack(String name) throws IOException {
        Path jar = directory.resolve(name);
        Jars.pack(classes, TIME, jar);
        return jar;
    }

    private static List<String> names(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(entry -> entry.getName()).toList();
        }
    }

    @Test
    void theSameClassesGiveTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(pack("first.jar"));
        Files.setLastModifiedTime(classes.resolve("a/A.class"), FileTime.from(Instant.EPOCH));
        assertArrayEquals(first, Files.readAllBytes(pack("second.jar")));
        assertEquals(List.of("a/A.class", "a/b/C.class"), names(directory.resolve("first.jar")));
    }

    @Test
    void leavesOutWhatIsNotWanted() throws IOException {
        Path to = directory.resolve("less.jar");
        Jars.copyWithout(Pattern.compile("b/C"), pack("all.jar"), to);
        assertEquals(List.of("a/A.class"), names(to));
        try (ZipFile zip = new ZipFile(to.toFile());
                InputStream content = zip.getInputStream(zip.getEntry("a/A.class"))) {
            assertEquals("a", new String(content.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
