package dev.culebra.nn.io;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.culebra.nn.data.DataException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Files that are there whole, or as they were before: content goes to a temporary file in the same folder, is brought to the
 * disk, and takes the file's name in one step. Whoever opens the file meanwhile, and whoever comes after a crash, finds the
 * old content or the new.
 *
 * <pre>{@code
 * AtomicFile.write(Path.of("run.json"), channel -> channel.write(ByteBuffer.wrap(json)));
 * }</pre>
 */
public final class AtomicFile {

    private static final System.Logger LOGGER = System.getLogger(AtomicFile.class.getName());

    private AtomicFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes it.
         *
         * @throws IOException if that fails
         */
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Puts content into {@code file}, which need not exist; its folder must.
     *
     * @throws DataException if that fails; the file is then as it was. What {@code content} throws of its own comes out
     *     unchanged, with the same promise.
     */
    public static void write(Path file, Content content) {
        try {
            // What a symbolic link points to is replaced, not the link.
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path temporary = target.resolveSibling(".%s.%s.part".formatted(target.getFileName(), HexFormat.of()
                    .toHexDigits(ThreadLocalRandom.current().nextLong())));
            try {
                try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
                    content.writeTo(channel);
                    channel.force(true);
                }
                Files.move(temporary, target, ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            syncDirectory(target);
        } catch (IOException e) {
            throw new DataException("%s: cannot be written: %s".formatted(file, e), e);
        }
    }

    /** So that the new name survives a crash too. Windows does not open folders. */
    private static void syncDirectory(Path file) {
        Path directory = file.getParent();
        if (directory == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "cannot bring folder %s to the disk: %s".formatted(directory, e));
        }
    }
}
