package dev.culebra.nn.io;

import dev.culebra.engine.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32;

/** A tensor's elements on the host, in row-major order, little-endian, as files have them. */
final class TensorBytes implements AutoCloseable {

    private static final int CHUNK = 1 << 24;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment elements;

    TensorBytes(Tensor tensor) {
        try {
            elements = arena.allocate(count(tensor), 64);
            tensor.copyTo(elements);
            Elements.toOrder(elements, tensor.dtype().bytes(), ByteOrder.LITTLE_ENDIAN);
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /** How many bytes there will be. */
    static long count(Tensor tensor) {
        return tensor.shape().elements() * tensor.dtype().bytes();
    }

    /** Adds all of them to a checksum. */
    void addTo(CRC32 checksum) {
        for (long at = 0; at < elements.byteSize(); at += CHUNK) {
            checksum.update(chunk(at));
        }
    }

    void writeTo(WritableByteChannel channel) throws IOException {
        for (long at = 0; at < elements.byteSize(); at += CHUNK) {
            writeTo(channel, chunk(at));
        }
    }

    private ByteBuffer chunk(long at) {
        return elements.asSlice(at, Math.min(CHUNK, elements.byteSize() - at)).asByteBuffer();
    }

    /** All of a buffer: a channel may take a part at a time. */
    static void writeTo(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
