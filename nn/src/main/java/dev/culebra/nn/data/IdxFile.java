package dev.culebra.nn.data;

import java.nio.file.Path;
import java.util.List;

/**
 * An array of unsigned bytes read from an IDX file, the format in which MNIST and its relatives are published.
 *
 * <p>An IDX file starts with two zero bytes, a byte for the element type ({@code 0x08}: unsigned byte), a byte for the
 * rank, and the size of each axis as a big-endian 32-bit integer; the elements follow, last axis fastest.
 * Here only unsigned bytes are read, of any rank from 1 on. The file may be compressed with gzip: that is seen from
 * its first two bytes, not from its name.
 *
 * <pre>{@code
 * IdxFile images = IdxFile.read(Path.of("t10k-images-idx3-ubyte.gz"));
 * images.shape();      // [10000, 28, 28]
 * images.values();     // 7,840,000 bytes
 * }</pre>
 */
public final class IdxFile {

    private final List<Integer> shape;
    private final byte[] values;

    IdxFile(List<Integer> shape, byte[] values) {
        this.shape = List.copyOf(shape);
        this.values = values;
    }

    /**
     * Reads a whole file.
     *
     * <p>No more memory is used than a small multiple of what the file really holds, whatever sizes its header claims.
     *
     * @throws DataException if the file is missing or unreadable, does not start like an IDX file, has elements of
     *     another type, ends before the last element, goes on after it, is too large for one array, or is a damaged
     *     gzip file
     */
    public static IdxFile read(Path file) {
        return read("idx", file);
    }

    /** As {@link #read(Path)}, with error messages that start with {@code dataset}. */
    static IdxFile read(String dataset, Path file) {
        return new IdxReader(dataset, file).read();
    }

    /** The size of each axis; not empty. */
    public List<Integer> shape() {
        return shape;
    }

    /** How many axes there are. */
    public int rank() {
        return shape.size();
    }

    /** The elements, unsigned, in row-major order. The array itself, not a copy. */
    public byte[] values() {
        return values;
    }
}
