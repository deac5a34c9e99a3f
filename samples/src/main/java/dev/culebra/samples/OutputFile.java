package dev.culebra.samples;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Files that samples write: whole or not at all. */
public final class OutputFile {

    private OutputFile() {}

    /**
     * Makes sure, before a long run, that {@code file} can be written at its end.
     *
     * @param option the option that named it, for the message
     * @throws UsageException if its directory does not exist or cannot be written to, or the file is a directory
     */
    public static void check(String option, Path file) {
        Path directory = directory(file);
        if (!Files.isDirectory(directory)) {
            throw new UsageException("%s %s: no such directory: %s".formatted(option, file, directory));
        }
        if (Files.isDirectory(file)) {
            throw new UsageException("%s %s: is a directory".formatted(option, file));
        }
        if (!Files.isWritable(directory)) {
            throw new UsageException("%s %s: cannot write to directory %s".formatted(option, file, directory));
        }
    }

    /**
     * Makes sure, before a long run, that files can be written into {@code directory} at its end. It need not exist yet.
     *
     * @param option the option that named it, for the message
     * @throws UsageException if it, or what is to become its parent, is no directory or cannot be written to
     */
    public static void checkDirectory(String option, Path directory) {
        Path existing = directory.toAbsolutePath().normalize();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw new UsageException("%s %s: %s is not a directory".formatted(option, directory, existing));
        }
        if (!Files.isWritable(existing)) {
            throw new UsageException("%s %s: cannot write to directory %s".formatted(option, directory, existing));
        }
    }

    /**
     * Puts {@code text} into {@code file}, by way of a temporary file beside it.
     *
     * @throws UncheckedIOException if that fails; the file is then as it was
     */
    public static void write(Path file, String text) {
        write(file, temporary -> Files.writeString(temporary, text));
    }

    /** As {@link #write(Path, String)}, for any content. */
    public static void write(Path file, Content content) {
        try {
            // Not a file of createTempFile, which only its owner may read.
            Path temporary = directory(file).resolve("%s.%s.part".formatted(file.getFileName(), UUID.randomUUID()));
            try {
                content.writeTo(temporary);
                Files.move(temporary, file, REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Path directory(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }

    /** Writes the content of a file to a path that is not its own. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes it.
         *
         * @throws IOException if that fails
         */
        void writeTo(Path path) throws IOException;
    }
}
