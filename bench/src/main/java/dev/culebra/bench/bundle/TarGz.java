package dev.culebra.bench.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Archives as {@code tar xzf} unpacks them, of which the same files give the same bytes: sorted, of one time, of nobody.
 *
 * <p>The format is POSIX.1-1988's ustar: a block of 512 bytes for the names and numbers of a file, then its content, filled up to
 * whole blocks, and two empty blocks at the end.
 */
final class TarGz implements AutoCloseable {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final char FILE = '0';
    private static final char LINK = '2';
    private static final char FOLDER = '5';

    private final OutputStream out;
    private final long seconds;

    private TarGz(OutputStream out, Instant time) {
        this.out = out;
        this.seconds = time.getEpochSecond();
    }

    /** Packs a folder, under its own name. */
    static void pack(Path folder, Instant time, Path archive) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        try (TarGz tar = new TarGz(new BestGzip(Files.newOutputStream(archive)), time);
                Stream<Path> files = Files.walk(folder.toAbsolutePath())) {
            List<Path> sorted = files.sorted().toList();
            for (Path file : sorted) {
                tar.add(parent.relativize(file).toString().replace('\\', '/'), file);
            }
        }
    }

    private void add(String name, Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            header(name, Files.readSymbolicLink(file).toString(), 0777, 0, LINK);
        } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            header(name + "/", "", 0755, 0, FOLDER);
        } else {
            long size = Files.size(file);
            header(name, "", Files.isExecutable(file) ? 0755 : 0644, size, FILE);
            Files.copy(file, out);
            out.write(new byte[(int) (-size & BLOCK - 1)]);
        }
    }

    private void header(String name, String target, int mode, long size, char type) throws IOException {
        byte[] header = new byte[BLOCK];
        int cut = name.length() <= NAME_BYTES ? -1 : name.lastIndexOf('/', name.length() - 2);
        text(header, 0, NAME_BYTES, name.substring(cut + 1));
        octal(header, 100, 8, mode);
        octal(header, 108, 8, 0);
        octal(header, 116, 8, 0);
        octal(header, 124, 12, size);
        octal(header, 136, 12, seconds);
        header[156] = (byte) type;
        text(header, 157, NAME_BYTES, target);
        text(header, 257, 6, "ustar");
        text(header, 263, 2, "00");
        text(header, 345, 155, cut < 0 ? "" : name.substring(0, cut));
        // The sum of the header's bytes, as if spaces stood where it goes.
        text(header, 148, 8, "        ");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        octal(header, 148, 7, sum);
        out.write(header);
    }

    private static void text(byte[] header, int at, int length, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > length) {
            throw new IllegalArgumentException("tar: longer than " + length + " bytes: " + text);
        }
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static void octal(byte[] header, int at, int length, long value) {
        String digits = Long.toOctalString(value);
        text(header, at, length - 1, "0".repeat(length - 1 - digits.length()) + digits);
        header[at + length - 1] = 0;
    }

    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }

    /** As small as it gets. */
    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(OutputStream out) throws IOException {
            super(new BufferedOutputStream(out), 1 << 16);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
