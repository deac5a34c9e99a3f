package dev.culebra.bench.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Jars of which the same classes give the same bytes. Nothing in them is compressed: the archive is, as a whole, which makes it
 * smaller by a fifth.
 */
final class Jars {
    private Jars() {}

    /** Packs the files of a folder. */
    static void pack(Path folder, Instant time, Path jar) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(folder)) {
            List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
            for (Path file : sorted) {
                store(folder.relativize(file).toString().replace('\\', '/'), FileTime.from(time),
                        Files.readAllBytes(file), zip);
            }
        }
    }

    /** Copies a jar without the entries whose names match. */
    static void copyWithout(Pattern names, Path from, Path to) throws IOException {
        try (ZipFile source = new ZipFile(from.toFile());
                ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(to))) {
            List<? extends ZipEntry> kept =
                    source.stream().filter(entry -> !names.matcher(entry.getName()).find()).toList();
            for (ZipEntry entry : kept) {
                try (InputStream content = source.getInputStream(entry)) {
                    store(entry.getName(), entry.getLastModifiedTime(), content.readAllBytes(), target);
                }
            }
        }
    }

    private static void store(String name, FileTime time, byte[] content, ZipOutputStream zip) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(time);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
