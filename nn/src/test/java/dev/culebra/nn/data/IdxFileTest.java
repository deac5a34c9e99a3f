package dev.culebra.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {

    @TempDir
    Path directory;

    @Test
    void readsPlainFilesOfAnyRank() throws IOException {
        IdxFile vector = read(Idx.of(new int[] {3}, 1, 2, 255));
        assertEquals(List.of(3), vector.shape());
        assertArrayEquals(new byte[] {1, 2, -1}, vector.values());

        IdxFile cube = read(Idx.of(new int[] {1, 2, 1, 2}, 9, 8, 7, 6));
        assertEquals(List.of(1, 2, 1, 2), cube.shape());
        assertEquals(4, cube.rank());
        assertArrayEquals(new byte[] {9, 8, 7, 6}, cube.values());
    }

    @Test
    void readsAnEmptyAxis() throws IOException {
        IdxFile empty = read(Idx.of(new int[] {0, 28, 28}));
        assertEquals(List.of(0, 28, 28), empty.shape());
        assertEquals(0, empty.values().length);
    }

    @Test
    void tellsGzipByContentNotByName() throws IOException {
        byte[] values = new byte[300_000];
        new Random(1).nextBytes(values);
        byte[] plain = Idx.of(new int[] {300, 1000}, values);
        assertArrayEquals(values, read("plain.gz", plain).values());
        assertArrayEquals(values, read("compressed", Idx.gzip(plain)).values());
    }

    @Test
    void readsWhatCompressesAThousandfold() throws IOException {
        byte[] values = new byte[5_000_000];
        assertArrayEquals(values, read(Idx.gzip(Idx.of(new int[] {5_000_000}, values))).values());
    }

    @Test
    void saysWhereAFileEnds() {
        byte[] whole = Idx.of(new int[] {2, 1000}, new byte[2000]);
        assertFails("idx: f: truncated at byte 1,204 of 2,012", Arrays.copyOf(whole, 1204));
        assertFails("idx: f: truncated at byte 1,204 of 2,012", Idx.gzip(Arrays.copyOf(whole, 1204)));
        assertFails("idx: f: truncated at byte 9 of at least 12", Arrays.copyOf(whole, 9));
        assertFails("idx: f: truncated at byte 3 of at least 4", Arrays.copyOf(whole, 3));
        assertFails("idx: f: truncated at byte 0 of at least 4", new byte[0]);
    }

    @Test
    void failsAtEveryPossibleCut() throws IOException {
        byte[] values = new byte[100];
        new Random(2).nextBytes(values);
        byte[] plain = Idx.of(new int[] {100}, values);
        byte[] compressed = Idx.gzip(plain);
        for (byte[] whole : List.of(plain, compressed)) {
            assertArrayEquals(values, read(whole).values());
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThrows(DataException.class, () -> read(cut), "cut at " + length);
            }
        }
    }

    @Test
    void refusesBytesAfterTheLast() {
        byte[] file = Idx.of(new int[] {2}, 1, 2, 3);
        assertFails("idx: f: goes on after byte 10, its last by the header [2]", file);
        assertFails("idx: f: goes on after byte 10, its last by the header [2]", Idx.gzip(file));
    }

    @Test
    void refusesWhatIsNotIdx() {
        assertFails(
                "idx: f: not an IDX file: starts with 89 50 4E 47, not 00 00 08 and a rank",
                new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10});
        assertFails(
                "idx: f: not an IDX file: starts with 00 00 08 00, not 00 00 08 and a rank", new byte[] {0, 0, 8, 0});
    }

    @Test
    void refusesOtherElementTypes() {
        assertFails(
                "idx: f: has elements of 32-bit floats (0x0D); only unsigned bytes (0x08) are read",
                new byte[] {0, 0, 0x0d, 1, 0, 0, 0, 0});
        assertFails(
                "idx: f: has elements of unknown type 0x0A; only unsigned bytes (0x08) are read",
                new byte[] {0, 0, 0x0a, 1, 0, 0, 0, 0});
    }

    /** The heap of a test run is smaller than what these headers promise. */
    @Test
    void doesNotBelieveTheHeader() {
        byte[] twoGigabytes = {0, 0, 8, 1, 0x7f, -1, -1, 0, 1, 2, 3};
        assertFails("idx: f: truncated at byte 11 of 2,147,483,400", twoGigabytes);
        assertFails("idx: f: truncated at byte 11 of 2,147,483,400", Idx.gzip(twoGigabytes));
        assertFails(
                "idx: f: too large for one array: header [65536, 65536, 65536]",
                new byte[] {0, 0, 8, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0});
        assertFails("idx: f: axis 0 has 4,294,967,295 elements", new byte[] {0, 0, 8, 1, -1, -1, -1, -1});
    }

    @Test
    void refusesDamagedGzip() throws IOException {
        byte[] values = new byte[10_000];
        new Random(3).nextBytes(values);
        byte[] compressed = Idx.gzip(Idx.of(new int[] {10_000}, values));
        byte[] wrongChecksum = compressed.clone();
        wrongChecksum[compressed.length - 6] ^= 1;
        DataException error = assertThrows(DataException.class, () -> read(wrongChecksum));
        String start = "idx: f: damaged gzip after byte 10,008 of 10,008 (";
        assertTrue(error.getMessage().startsWith(start), error::getMessage);
        byte[] wrongByte = compressed.clone();
        wrongByte[5000] ^= 1;
        assertThrows(DataException.class, () -> read(wrongByte));
        byte[] wrongMethod = compressed.clone();
        wrongMethod[2] = 7;
        assertThrows(DataException.class, () -> read(wrongMethod));
    }

    @Test
    void namesAMissingFile() {
        Path missing = directory.resolve("100% missing");
        DataException error = assertThrows(DataException.class, () -> IdxFile.read(missing));
        assertEquals("idx: 100% missing: no such file: " + missing, error.getMessage());
        error = assertThrows(DataException.class, () -> IdxFile.read(directory));
        assertTrue(error.getMessage().contains(": cannot be read: "), error::getMessage);
    }

    private void assertFails(String message, byte[] content) {
        assertEquals(message, assertThrows(DataException.class, () -> read(content)).getMessage());
    }

    private IdxFile read(byte[] content) throws IOException {
        return read("f", content);
    }

    private IdxFile read(String name, byte[] content) throws IOException {
        return IdxFile.read(Files.write(directory.resolve(name), content));
    }
}
