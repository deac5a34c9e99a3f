package dev.culebra.nn.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.data.DataException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * A file of named tensors, the format of Hugging Face's safetensors library, which Python and PyTorch read and write: eight
 * bytes with the header's length, the header, a JSON text that gives for each tensor type, shape and place, then the
 * elements, row-major and little-endian, tensor after tensor. Nothing in it is executed.
 *
 * <pre>{@code
 * Safetensors.write(Path.of("pair.safetensors"), Map.of("a", a, "b", b));
 * try (Safetensors file = Safetensors.open(Path.of("pair.safetensors"))) {
 *     file.names();                                // [a, b]
 *     Tensor a = file.tensor("a", Device.standard());
 * }
 * }</pre>
 *
 * <p>What is read is checked against the published rules first, sizes against the file's, so that a damaged or hostile file
 * is refused before memory is allocated for its tensors. Parameters of models have methods of their own in {@link Weights}.
 */
public final class Safetensors implements AutoCloseable {

    /** The format's own limit. */
    private static final long LONGEST_HEADER = 100_000_000;

    private final BinaryFile file;
    private final long first;
    private final SafetensorsHeader header;

    /**
     * What a file says of one tensor.
     *
     * @param name unique in the file
     * @param type of the elements in the file
     * @param shape sizes of the axes
     * @param from number of its first byte in the file's data, which begins after the header
     * @param to number of the byte after its last
     */
    public record Entry(String name, ElementType type, Shape shape, long from, long to) {}

    private Safetensors(BinaryFile file, long first, SafetensorsHeader header) {
        this.file = file;
        this.first = first;
        this.header = header;
    }

    /**
     * Opens a file and reads its header; the caller closes it.
     *
     * @throws DataException if there is no such file, or it is not as the format demands: the message says what is wrong and
     *     where
     */
    public static Safetensors open(Path path) {
        BinaryFile file = BinaryFile.open("safetensors", path);
        try {
            long length = ByteBuffer.wrap(file.read(0, 8, "the header's length")).order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            if (length < 0 || length > LONGEST_HEADER) {
                throw file.failure("header of %s bytes; the format allows %,d", Long.toUnsignedString(length),
                        LONGEST_HEADER);
            }
            if (length > file.size() - 8) {
                throw file.failure("header of %,d bytes is longer than the file, which has %,d after the length",
                        length,
                        file.size() - 8);
            }
            String text = text(file, file.read(8, (int) length, "the header"));
            return new Safetensors(file, 8 + length, SafetensorsHeader.parse(file, text, 8 + length));
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static String text(BinaryFile file, byte[] header) {
        if (header.length == 0 || header[0] != '{') {
            throw file.failure("header does not begin with '{'");
        }
        ByteBuffer bytes = ByteBuffer.wrap(header);
        try {
            return UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new DataException(file.failure("header is not UTF-8 at its byte %,d", bytes.position()).getMessage(),
                    e);
        }
    }

    /**
     * Writes tensors, by way of a temporary file: {@code path} is replaced whole or not at all. The header names them in the
     * map's order.
     *
     * @throws DataException if that fails
     * @throws IllegalArgumentException if one is named {@code __metadata__}
     */
    public static void write(Path path, Map<String, Tensor> tensors) {
        write(path, tensors, Map.of());
    }

    /** As {@link #write(Path, Map)}, with texts of the writer's own beside the tensors. */
    public static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata) {
        SafetensorsWriter.write(path, tensors, metadata);
    }

    /** The tensors' names, in the order in which the header names them. */
    public SequencedSet<String> names() {
        return Collections.unmodifiableSequencedSet(header.entries().sequencedKeySet());
    }

    /** Texts that the file's writer put beside the tensors. */
    public SequencedMap<String, String> metadata() {
        return Collections.unmodifiableSequencedMap(header.metadata());
    }

    /**
     * What the file says of a tensor.
     *
     * @throws DataException if there is none of that name
     */
    public Entry entry(String name) {
        Entry entry = header.entries().get(name);
        if (entry == null) {
            throw file.failure("has no tensor \"%s\"", name);
        }
        return entry;
    }

    /**
     * Reads a tensor; types that tensors do not have are widened ({@link ElementType}). It belongs to the caller's scope, or
     * the caller.
     *
     * @throws DataException if there is none of that name, its type cannot be read, or the file cannot
     */
    public Tensor tensor(String name, Device device) {
        Entry entry = entry(name);
        if (entry.type().dtype().isEmpty()) {
            throw file.failure("tensor \"%s\" has dtype %s, which cannot be read", name, entry.type());
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment elements = arena.allocate(entry.to() - entry.from(), 64);
            file.read(first + entry.from(), elements);
            Elements.toOrder(elements, entry.type().bytes(), ByteOrder.LITTLE_ENDIAN);
            return Elements.tensor(elements, entry.type(), entry.shape(), device);
        }
    }

    /** An error in this file. */
    DataException failure(String rule, Object... values) {
        return file.failure(rule, values);
    }

    /** Closes the file; tensors that were read stay. */
    @Override
    public void close() {
        file.close();
    }
}
