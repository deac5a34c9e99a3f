package dev.culebra.nn.io;

import dev.culebra.nn.data.DataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** A file that is read in parts; its errors name format and file. */
final class BinaryFile implements AutoCloseable {

    private static final int CHUNK = 1 << 24;

    private final String format;
    private final Path path;
    private final FileChannel channel;
    private final long size;

    private BinaryFile(String format, Path path, FileChannel channel, long size) {
        this.format = format;
        this.path = path;
        this.channel = channel;
        this.size = size;
    }

    /**
     * @throws DataException if there is no such file, or it cannot be opened
     */
    static BinaryFile open(String format, Path path) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return new BinaryFile(format, path, channel, channel.size());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new DataException("%s: %s: no such file: %s".formatted(format, path.getFileName(), path), e);
        } catch (IOException e) {
            throw new DataException("%s: %s: cannot be opened: %s".formatted(format, path.getFileName(), e), e);
        }
    }

    /** Bytes in the file when it was opened. */
    long size() {
        return size;
    }

    /** Fills {@code target} from byte {@code offset} of the file on. */
    void read(long offset, MemorySegment target) {
        long filled = 0;
        try {
            while (filled < target.byteSize()) {
                long part = Math.min(CHUNK, target.byteSize() - filled);
                int read = channel.read(target.asSlice(filled, part).asByteBuffer(), offset + filled);
                if (read < 0) {
                    throw failure("truncated at byte %,d of %,d", offset + filled, size);
                }
                filled += read;
            }
        } catch (IOException e) {
            throw new DataException(message("cannot be read at byte %,d: %s", offset + filled, e), e);
        }
    }

    /**
     * So many bytes from byte {@code offset} on.
     *
     * @param what they are, for the message
     * @throws DataException if the file ends before
     */
    byte[] read(long offset, int count, String what) {
        if (offset + count > size) {
            throw failure("truncated at byte %,d: %s needs %,d bytes from byte %,d on", size, what, count, offset);
        }
        byte[] bytes = new byte[count];
        read(offset, MemorySegment.ofArray(bytes));
        return bytes;
    }

    DataException failure(String rule, Object... values) {
        return new DataException(message(rule, values));
    }

    private String message(String rule, Object... values) {
        return format + ": " + path.getFileName() + ": " + String.format(Locale.ROOT, rule, values);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new DataException(message("cannot be closed: %s", e), e);
        }
    }
}
