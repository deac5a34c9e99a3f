package dev.culebra.nn.io;

import dev.culebra.engine.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a zip archive of arrays. */
final class NpzWriter {

    /** The earliest that the format has: the same arrays give the same bytes. */
    private static final LocalDateTime NEVER = LocalDateTime.of(1980, 1, 1, 0, 0);

    private NpzWriter() {}

    static void write(Path path, Map<String, Tensor> arrays, int method) {
        AtomicFile.write(path, channel -> {
            var zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
            zip.setMethod(method);
            for (var array : arrays.entrySet()) {
                try (var bytes = new TensorBytes(array.getValue())) {
                    write(zip, array.getKey(), array.getValue(), bytes);
                }
            }
            zip.finish();
            zip.flush();
        });
    }

    /** A stored entry says before its content how long it is, and its checksum. */
    private static void write(ZipOutputStream zip, String name, Tensor tensor, TensorBytes bytes) throws IOException {
        ByteBuffer header = NpyHeader.of(tensor.shape(), tensor.dtype());
        var checksum = new CRC32();
        checksum.update(header.duplicate());
        bytes.addTo(checksum);
        var entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(NEVER);
        entry.setSize(header.remaining() + TensorBytes.count(tensor));
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        var channel = Channels.newChannel(zip);
        TensorBytes.writeTo(channel, header);
        bytes.writeTo(channel);
        zip.closeEntry();
    }
}
