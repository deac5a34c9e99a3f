package dev.culebra.nn.io;

import dev.culebra.engine.Device;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.data.DataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One array in a file, in NumPy's format ({@code numpy.load}, {@code numpy.save}): a short text that gives type and shape,
 * then the elements.
 *
 * <pre>{@code
 * Npy.write(Path.of("table.npy"), tensor);
 * Tensor table = Npy.read(Path.of("table.npy"), Device.standard());
 * }</pre>
 *
 * <p>Read are versions 1 to 3, both orders of axes and of bytes, and the types f2, f4, f8, i1, i2, i4, i8, u1, u2, u4 and b1,
 * widened where tensors have no such type ({@link ElementType}). Pickled Python objects are not read. Written is version 1,
 * row-major, little-endian.
 */
public final class Npy {

    private Npy() {}

    /**
     * Reads an array; it belongs to the caller's scope, or the caller.
     *
     * @throws DataException if there is no such file, or it is not as the format demands: the message says what is wrong. No
     *     more memory is asked for than the file's size warrants.
     */
    public static Tensor read(Path path, Device device) {
        NpyText.Failure failure = (rule, values) -> new DataException(message(path, String.format(Locale.ROOT, rule,
                values)));
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            return new NpyReader(in, Files.size(path), failure).read(device);
        } catch (NoSuchFileException e) {
            throw new DataException(message(path, "no such file: " + path), e);
        } catch (IOException e) {
            throw new DataException(message(path, "cannot be read: " + e), e);
        }
    }

    private static String message(Path path, String text) {
        return "npy: %s: %s".formatted(path.getFileName(), text);
    }

    /**
     * Writes an array, by way of a temporary file: {@code path} is replaced whole or not at all.
     *
     * @throws DataException if that fails
     */
    public static void write(Path path, Tensor tensor) {
        AtomicFile.write(path, channel -> {
            TensorBytes.writeTo(channel, NpyHeader.of(tensor.shape(), tensor.dtype()));
            try (var bytes = new TensorBytes(tensor)) {
                bytes.writeTo(channel);
            }
        });
    }
}
