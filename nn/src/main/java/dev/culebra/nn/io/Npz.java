package dev.culebra.nn.io;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.data.DataException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Named arrays in one file, in NumPy's format ({@code numpy.load}, {@code numpy.savez}): a zip archive of {@link Npy} files.
 *
 * <pre>{@code
 * Npz.write(Path.of("data.npz"), Map.of("x", x, "y", y));
 * Map<String, Tensor> arrays = Npz.read(Path.of("data.npz"), Device.standard());
 * }</pre>
 */
public final class Npz {

    /** Deflate cannot do better (RFC 1951: 258 bytes for two bits, less the block's own). */
    private static final long BEST_RATIO = 1032;

    private static final String ENDING = ".npy";

    private Npz() {}

    /**
     * Reads all arrays, by name, in the archive's order; they belong to the caller's scope, or the caller.
     *
     * @throws DataException if there is no such file, it is damaged, or an array in it is not as the format demands; none is
     *     left open then. An archive may be compressed a thousandfold, and reading it then takes as much memory as what it
     *     holds; what it claims to hold beyond that is not believed.
     */
    public static SequencedMap<String, Tensor> read(Path path, Device device) {
        try (ZipFile zip = new ZipFile(path.toFile()); Scope scope = Scope.open()) {
            SequencedMap<String, Tensor> arrays = new LinkedHashMap<>();
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                String name = entry.getName();
                String key = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
                if (arrays.put(key, read(path, zip, entry, device)) != null) {
                    throw failure(path, "holds \"%s\" twice", key);
                }
            }
            arrays.values().forEach(scope::keep);
            return arrays;
        } catch (NoSuchFileException e) {
            throw new DataException("npz: %s: no such file: %s".formatted(path.getFileName(), path), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new DataException("npz: %s: cannot be read: %s".formatted(path.getFileName(), e), e);
        }
    }

    private static Tensor read(Path path, ZipFile zip, ZipEntry entry, Device device) throws IOException {
        long size = entry.getSize();
        boolean possible = entry.getMethod() == ZipEntry.STORED
                ? size == entry.getCompressedSize()
                : size / BEST_RATIO <= entry.getCompressedSize();
        if (size < 0 || entry.getCompressedSize() > path.toFile().length() || !possible) {
            throw failure(path, "entry \"%s\" claims to hold %,d bytes in %,d", entry.getName(), size, entry
                    .getCompressedSize());
        }
        NpyText.Failure failure = (rule, values) -> failure(path, "%s: %s", entry.getName(), String.format(Locale.ROOT,
                rule, values));
        try (var in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            Tensor tensor = new NpyReader(in, size, failure).read(device);
            if (in.getChecksum().getValue() != entry.getCrc()) {
                tensor.close();
                throw failure.of("damaged: its checksum is %08x, the archive says %08x", in.getChecksum().getValue(),
                        entry
                                .getCrc());
            }
            return tensor;
        }
    }

    private static DataException failure(Path path, String rule, Object... values) {
        return new DataException("npz: %s: %s".formatted(path.getFileName(), String.format(Locale.ROOT, rule, values)));
    }

    /**
     * Writes arrays as {@code numpy.savez} does, by way of a temporary file: {@code path} is replaced whole or not at all.
     *
     * @throws DataException if that fails
     */
    public static void write(Path path, Map<String, Tensor> arrays) {
        NpzWriter.write(path, arrays, ZipEntry.STORED);
    }

    /** As {@link #write}, compressed, as {@code numpy.savez_compressed} does. */
    public static void writeCompressed(Path path, Map<String, Tensor> arrays) {
        NpzWriter.write(path, arrays, ZipEntry.DEFLATED);
    }
}
