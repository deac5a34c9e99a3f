package dev.culebra.nn.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads one array in NumPy's format from a stream whose length is known. */
final class NpyReader {

    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final long size;
    private final NpyText.Failure failure;
    private long position;

    /**
     * @param size bytes in the stream, as its owner knows them: no more is allocated
     * @param failure makes errors that name the file
     */
    NpyReader(InputStream in, long size, NpyText.Failure failure) {
        this.in = in;
        this.size = size;
        this.failure = failure;
    }

    Tensor read(Device device) throws IOException {
        NpyHeader header = header();
        if (header.bytes() != size - position) {
            throw failure.of("shape %s %s needs %,d bytes, %,d follow the header", header.shape(), header.type(), header
                    .bytes(), size - position);
        }
        try (Arena arena = Arena.ofConfined(); Scope scope = Scope.open()) {
            MemorySegment elements = elements(arena, header.bytes());
            Elements.toOrder(elements, header.type().bytes(), header.order());
            Tensor tensor = Elements.tensor(elements, header.type(), header.stored(), device);
            return scope.keep(header.fortran() ? reversed(tensor) : tensor);
        }
    }

    private static Tensor reversed(Tensor tensor) {
        int rank = tensor.shape().rank();
        int[] axes = new int[rank];
        Arrays.setAll(axes, i -> rank - 1 - i);
        return tensor.permute(axes).copy();
    }

    private NpyHeader header() throws IOException {
        byte[] magic = exactly(NpyHeader.MAGIC.length, "the format's name");
        if (!Arrays.equals(magic, 0, 6, NpyHeader.MAGIC, 0, 6)) {
            throw failure.of("does not begin as NumPy's files do");
        }
        int version = magic[6];
        if (version < 1 || version > 3 || magic[7] != 0) {
            throw failure.of("version %d.%d of the format is unknown", magic[6] & 0xff, magic[7] & 0xff);
        }
        ByteBuffer field = ByteBuffer.wrap(exactly(version == 1 ? 2 : 4, "the header's length")).order(
                ByteOrder.LITTLE_ENDIAN);
        long length = version == 1 ? field.getShort() & 0xffff : field.getInt() & 0xffffffffL;
        if (length > size - position) {
            throw failure.of("header of %,d bytes is longer than the file, which has %,d left", length, size
                    - position);
        }
        byte[] text = exactly(Math.toIntExact(Math.min(length, Integer.MAX_VALUE - 8)), "the header");
        return NpyText.parse(new String(text, version == 3 ? UTF_8 : ISO_8859_1), failure);
    }

    /** No more than the owner of the stream vouches for. */
    private MemorySegment elements(Arena arena, long bytes) throws IOException {
        MemorySegment elements = arena.allocate(bytes, 64);
        byte[] chunk = new byte[(int) Math.min(CHUNK, bytes)];
        for (long filled = 0; filled < bytes;) {
            int read = in.readNBytes(chunk, 0, (int) Math.min(chunk.length, bytes - filled));
            if (read == 0) {
                throw failure.of("truncated at byte %,d of %,d", position + filled, size);
            }
            MemorySegment.copy(MemorySegment.ofArray(chunk), 0, elements, filled, read);
            filled += read;
        }
        if (in.read() >= 0) {
            throw failure.of("goes on after byte %,d", size);
        }
        return elements;
    }

    private byte[] exactly(int count, String what) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw failure.of("truncated at byte %,d: %s needs %,d bytes from byte %,d on", position + bytes.length,
                    what, count, position);
        }
        position += count;
        return bytes;
    }
}
