package dev.culebra.nn.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads one IDX file; counts the bytes (after decompression) so that an error can say where it happened. */
final class IdxReader {

    private static final int UNSIGNED_BYTE = 0x08;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final int SMALLEST_BUFFER = 8192;

    private final String dataset;
    private final Path file;
    private long position;
    private String expected = "at least 4";

    IdxReader(String dataset, Path file) {
        this.dataset = dataset;
        this.file = file;
    }

    IdxFile read() {
        try (InputStream in = open()) {
            return read(in);
        } catch (NoSuchFileException e) {
            throw new DataException(message("no such file: %s", file), e);
        } catch (EOFException e) {
            throw new DataException(truncated(), e);
        } catch (ZipException e) {
            throw new DataException(message("damaged gzip after byte %,d of %s (%s)", position, expected, e), e);
        } catch (IOException e) {
            throw new DataException(message("cannot be read: %s", e), e);
        }
    }

    private InputStream open() throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            raw.mark(2);
            boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private IdxFile read(InputStream in) throws IOException {
        List<Integer> shape = readShape(in);
        byte[] values = readValues(in, elements(shape));
        if (in.read() >= 0) {
            throw new DataException(message("goes on after byte %,d, its last by the header %s", position, shape));
        }
        return new IdxFile(shape, values);
    }

    private List<Integer> readShape(InputStream in) throws IOException {
        byte[] magic = readExactly(in, 4);
        int rank = magic[3];
        if (magic[0] != 0 || magic[1] != 0 || rank < 1) {
            String found = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(magic);
            throw new DataException(message("not an IDX file: starts with %s, not 00 00 08 and a rank", found));
        }
        if (magic[2] != UNSIGNED_BYTE) {
            throw new DataException(message("has elements of %s; only unsigned bytes (0x08) are read", type(magic[2])));
        }
        expected = String.format(Locale.ROOT, "at least %,d", 4 + 4 * rank);
        List<Integer> shape = new ArrayList<>(rank);
        for (int axis = 0; axis < rank; axis++) {
            byte[] size = readExactly(in, 4);
            shape.add((size[0] & 0xff) << 24 | (size[1] & 0xff) << 16 | (size[2] & 0xff) << 8 | size[3] & 0xff);
            if (shape.getLast() < 0) {
                throw new DataException(message("axis %d has %,d elements", axis, shape.getLast() & 0xffffffffL));
            }
        }
        return shape;
    }

    private int elements(List<Integer> shape) {
        if (shape.contains(0)) {
            expect(shape, 0);
            return 0;
        }
        long elements = 1;
        for (int size : shape) {
            elements *= size;
            if (elements > LARGEST_ARRAY) {
                throw new DataException(message("too large for one array: header %s", shape));
            }
        }
        expect(shape, elements);
        return (int) elements;
    }

    private void expect(List<Integer> shape, long elements) {
        expected = String.format(Locale.ROOT, "%,d", 4 + 4L * shape.size() + elements);
    }

    /** Grows with what was read, since a header may claim anything. */
    private byte[] readValues(InputStream in, int count) throws IOException {
        byte[] values = new byte[(int) Math.min(count, Math.max(SMALLEST_BUFFER, Files.size(file)))];
        int filled = 0;
        while (filled < count) {
            if (filled == values.length) {
                values = Arrays.copyOf(values, (int) Math.min(count, 2L * values.length));
            }
            int read = in.read(values, filled, values.length - filled);
            if (read < 0) {
                throw new DataException(truncated());
            }
            filled += read;
            position += read;
        }
        return values;
    }

    private byte[] readExactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        position += bytes.length;
        if (bytes.length < count) {
            throw new DataException(truncated());
        }
        return bytes;
    }

    private String truncated() {
        return message("truncated at byte %,d of %s", position, expected);
    }

    private String message(String rule, Object... values) {
        return dataset + ": " + file.getFileName() + ": " + String.format(Locale.ROOT, rule, values);
    }

    private static String type(int code) {
        return switch (code) {
            case 0x09 -> "signed bytes (0x09)";
            case 0x0b -> "16-bit integers (0x0B)";
            case 0x0c -> "32-bit integers (0x0C)";
            case 0x0d -> "32-bit floats (0x0D)";
            case 0x0e -> "64-bit floats (0x0E)";
            default -> String.format(Locale.ROOT, "unknown type 0x%02X", code & 0xff);
        };
    }
}
