package dev.culebra.nn.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "deflated.npz"})
    void readsWhatNumPyWrote(String name) {
        try (Scope _ = Scope.open()) {
            SequencedMap<String, Tensor> arrays = Npz.read(Resources.copy(name, directory), Device.standard());
            assertEquals(List.of("a", "b"), arrays.sequencedKeySet().stream().limit(2).toList());
            assertEquals(Shape.of(2, 3, 4), arrays.get("a").shape());
            assertEquals(23, arrays.get("a").toFloats()[23]);
            assertArrayEquals(new long[] {1, 2}, arrays.get("b").toLongs());
        }
    }

    @Test
    void readsWhatItWrote() throws Exception {
        Path stored = directory.resolve("s.npz");
        Path deflated = directory.resolve("d.npz");
        try (Scope _ = Scope.open()) {
            SequencedMap<String, Tensor> arrays = new LinkedHashMap<>();
            arrays.put("zeros", Tensor.zeros(Shape.of(1000), DType.F64, Device.standard()));
            arrays.put("ü", Tensor.of(1, 2, 3));
            Npz.write(stored, arrays);
            Npz.writeCompressed(deflated, arrays);
            assertTrue(Files.size(stored) > 8000 && Files.size(deflated) < 1000);
            for (Path file : List.of(stored, deflated)) {
                SequencedMap<String, Tensor> read = Npz.read(file, Device.standard());
                assertEquals(List.of("zeros", "ü"), List.copyOf(read.sequencedKeySet()));
                assertArrayEquals(new float[] {1, 2, 3}, read.get("ü").toFloats());
                assertEquals(Shape.of(1000), read.get("zeros").shape());
            }
        }
    }

    @Test
    void noticesDamagedContent() {
        byte[] bad = Resources.bytes("stored.npz");
        bad[200] ^= 1; // in the elements of the first array
        String said = failure(bad);
        assertTrue(said.matches("npz: f: a.npy: damaged: its checksum is [0-9a-f]{8}, the archive says [0-9a-f]{8}"),
                said);
    }

    /** The archive's directory says of its first entry that it unfolds to 4 GB. */
    @Test
    void believesNoSize() {
        byte[] bad = Resources.bytes("deflated.npz");
        int directoryAt = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).getInt(bad.length - 6);
        ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(directoryAt + 24, -2);
        String said = failure(bad);
        assertTrue(said.matches("npz: f: entry \"a.npy\" claims to hold 4,294,967,294 bytes in \\d+"), said);
    }

    @Test
    void saysWhatIsNoArchive() {
        assertTrue(failure(new byte[0]).startsWith("npz: f: cannot be read: "));
        assertTrue(failure(new byte[1000]).startsWith("npz: f: cannot be read: "));
        assertTrue(failure(Arrays.copyOf(Resources.bytes("stored.npz"), 300)).startsWith("npz: f: cannot be read: "));
        Path missing = directory.resolve("missing");
        assertEquals("npz: missing: no such file: " + missing,
                assertThrows(DataException.class, () -> Npz.read(missing, Device
                        .standard())).getMessage());
    }

    @Test
    void survivesDamage() {
        var random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 600; i++) {
            byte[] good = Resources.bytes(i % 2 == 0 ? "deflated.npz" : "stored.npz");
            byte[] bad = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good;
            for (int flips = random.nextInt(3); flips >= 0 && bad.length > 0; flips--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try (Scope _ = Scope.open()) {
                Map<String, Tensor> read = Npz.read(Resources.write(directory.resolve("f"), bad), Device.standard());
                read.values().forEach(Tensor::toDoubles);
            } catch (DataException e) {
                refused++;
            } catch (Throwable e) {
                fail("damage " + i, e);
            }
        }
        assertTrue(refused > 300, "only %d were refused".formatted(refused));
    }

    private String failure(byte[] file) {
        Path path = Resources.write(directory.resolve("f"), file);
        return assertThrows(DataException.class, () -> Npz.read(path, Device.standard())).getMessage();
    }
}
