package dev.culebra.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

    @TempDir
    private Path directory;

    @Test
    void replacesWhatWasThereAndLeavesNothingElse() throws IOException {
        Path file = directory.resolve("figures.json");
        OutputFile.write(file, "old");
        OutputFile.write(file, "new");
        assertEquals("new", Files.readString(file));
        assertEquals(List.of(file), list());
    }

    @Test
    void keepsWhatWasThereWhenWritingFails() throws IOException {
        Path file = directory.resolve("figures.json");
        OutputFile.write(file, "old");
        var error = assertThrows(UncheckedIOException.class, () -> OutputFile.write(file, path -> {
            Files.writeString(path, "half of the n");
            throw new IOException("disk full");
        }));
        assertEquals("cannot write " + file + ": disk full", error.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), list());
    }

    @Test
    void saysBeforehandWhatCannotBeWritten() {
        Path missing = directory.resolve("no").resolve("figures.json");
        var error = assertThrows(UsageException.class, () -> OutputFile.check("--json", missing));
        assertEquals("--json %s: no such directory: %s".formatted(missing, missing.getParent()), error.getMessage());
        error = assertThrows(UsageException.class, () -> OutputFile.check("--json", directory));
        assertEquals("--json %s: is a directory".formatted(directory), error.getMessage());
    }

    private List<Path> list() throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }
}
