package dev.culebra.nn.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culebra.engine.Tensor;
import dev.culebra.nn.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path directory;

    @Test
    void replacesTheWholeFile() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "what was there before");
        AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap("new".getBytes())));
        assertEquals("new", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "old");
        var failure = new IOException("disk full");
        DataException e = assertThrows(DataException.class, () -> AtomicFile.write(file, channel -> {
            channel.write(ByteBuffer.wrap("half".getBytes()));
            throw failure;
        }));
        assertEquals(file + ": cannot be written: java.io.IOException: disk full", e.getMessage());
        assertEquals(failure, e.getCause());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void aTensorThatIsClosedLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "old");
        Tensor first = Tensor.of(1f);
        Tensor closed = Tensor.of(1f);
        closed.close();
        try (first) {
            assertThrows(IllegalStateException.class, () -> Safetensors.write(file, Map.of("a", first, "b", closed)));
            assertThrows(IllegalStateException.class, () -> Npz.write(file, Map.of("a", first, "b", closed)));
            assertThrows(IllegalStateException.class, () -> Npy.write(file, closed));
        }
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void saysWhereItCannotWrite() {
        Path file = directory.resolve("missing").resolve("f");
        String message = assertThrows(DataException.class, () -> AtomicFile.write(file, _ -> {})).getMessage();
        assertTrue(message.startsWith(file + ": cannot be written: java.nio.file.NoSuchFileException: "), message);
    }

    @Test
    void keepsASymbolicLink() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "symbolic links need POSIX");
        Path file = Files.writeString(directory.resolve("f"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        AtomicFile.write(link, channel -> channel.write(ByteBuffer.wrap("new".getBytes())));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }
}
