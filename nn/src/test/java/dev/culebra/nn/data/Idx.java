package dev.culebra.nn.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** Makes the bytes of IDX files. */
final class Idx {

    private Idx() {}

    static byte[] of(int[] shape, byte[] values) {
        var file = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
        file.putInt(0x0800 + shape.length);
        for (int size : shape) {
            file.putInt(size);
        }
        return file.put(values).array();
    }

    static byte[] of(int[] shape, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return of(shape, bytes);
    }

    static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
