package dev.culebra.nn.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyTest {

    private static final double[] CUBE = IntStream.range(0, 24).asDoubleStream().toArray();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"little-f2, F32", "little-f4, F32", "little-f8, F64", "little-i1, I32", "little-i2, I32",
        "little-i4, I32",
        "little-i8, I64", "little-u1, U8", "little-u2, I32", "little-u4, I64", "big-f2, F32", "big-f4, F32",
        "big-f8, F64",
        "big-i2, I32", "big-i4, I32", "big-i8, I64", "big-u2, I32", "big-u4, I64", "fortran-f4, F32",
        "fortran-big-i2, I32",
        "version-2, F32", "version-3, F32"})
    void readsWhatNumPyWrote(String name, DType dtype) {
        try (Scope _ = Scope.open()) {
            Tensor cube = python(name);
            assertEquals(Shape.of(2, 3, 4), cube.shape());
            assertEquals(dtype, cube.dtype());
            assertArrayEquals(CUBE, cube.toDoubles());
        }
    }

    @Test
    void readsTruthScalarsAndEmptyArrays() {
        try (Scope _ = Scope.open()) {
            Tensor truth = python("truth");
            assertEquals(DType.BOOL, truth.dtype());
            assertArrayEquals(Arrays.stream(CUBE).map(value -> value % 2).toArray(), truth.toDoubles());
            assertEquals(Shape.scalar(), python("scalar").shape());
            assertEquals(2.5, python("scalar").item());
            assertEquals(Shape.of(0, 3), python("empty").shape());
        }
    }

    /** What NumPy itself would write. */
    @Test
    void writesTheSameBytes() throws Exception {
        Path file = directory.resolve("written.npy");
        for (String name : List.of("little-f4", "little-f8", "little-i4", "little-i8", "little-u1", "truth", "scalar",
                "empty")) {
            try (Scope _ = Scope.open()) {
                Npy.write(file, python(name));
                assertArrayEquals(Resources.bytes(name + ".npy"), Files.readAllBytes(file), name);
            }
        }
    }

    @Test
    void writesViewsAsTheyLook() {
        Path file = directory.resolve("turned.npy");
        try (Scope _ = Scope.open()) {
            Tensor turned = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6).transpose();
            Npy.write(file, turned);
            assertArrayEquals(turned.toFloats(), Npy.read(file, Device.standard()).toFloats());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '§', textBlock = """
            {'descr': '<f4', 'fortran_order': False, 'shape': (3,), }      ~ shape [3] F32 needs 12 bytes, 8 follow the header
            {'descr': '<f4', 'fortran_order': False, 'shape': (1,), }      ~ shape [1] F32 needs 4 bytes, 8 follow the header
            {'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }     ~ header: size at letter 51 is not a whole number ≥ 0
            {'descr': '<f4', 'fortran_order': False, 'shape': (2.0,), }    ~ header: no ')' at letter 52
            {'descr': '<f4', 'fortran_order': False, 'shape': 2, }         ~ header: no '(' at letter 50
            {'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), } ~ shape [4294967296, 4294967296] F32 has more than 2^63 - 1 bytes
            {'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999,), } ~ header: size 9999999999999999999 is too large
            {'descr': '<f4', 'fortran_order': 0, 'shape': (2,), }          ~ header: fortran_order at letter 34 is neither True nor False
            {'descr': '<f4', 'fortran_order': False, }                     ~ header has no shape
            {'descr': '<f4', 'shape': (2,), }                              ~ header has no fortran_order
            {'fortran_order': False, 'shape': (2,), }                      ~ header has no descr
            {'descr': '<f4', 'descr': '<f4', 'shape': (2,), }              ~ header names descr twice
            {'descr': '<f4', 'order': 'C', 'shape': (2,), }                ~ header has unknown key "order"
            {'descr': '|O', 'fortran_order': False, 'shape': (2,), }       ~ has elements of type "|O", which cannot be read
            {'descr': '<u8', 'fortran_order': False, 'shape': (1,), }      ~ has elements of type "<u8", which cannot be read
            {'descr': '|f4', 'fortran_order': False, 'shape': (2,), }      ~ has elements of type "|f4", which cannot be read
            {'descr': '', 'fortran_order': False, 'shape': (2,), }         ~ has elements of type "", which cannot be read
            {'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2,), } ~ has records with fields, which cannot be read
            {'descr': '<f4', 'fortran_order': False, 'shape': (2,), } x    ~ header goes on at its letter 58
            {'descr': '<f4                                                 ~ header: no string at letter 10
            __import__('os')                                               ~ header: no '{' at letter 0
            """)
    void saysWhatAndWhere(String header, String message) {
        assertEquals("npy: f: " + message, failure(file(1, header)));
    }

    @Test
    void believesNoLength() {
        byte[] good = Resources.bytes("little-f4.npy");
        byte[] promising = good.clone();
        Arrays.fill(promising, 8, 10, (byte) -1);
        assertEquals("npy: f: header of 65,535 bytes is longer than the file, which has 214 left", failure(promising));
        byte[] second = Resources.bytes("version-2.npy");
        Arrays.fill(second, 8, 12, (byte) -1);
        assertEquals("npy: f: header of 4,294,967,295 bytes is longer than the file, which has 212 left",
                failure(second));
        good[6] = 4;
        assertEquals("npy: f: version 4.0 of the format is unknown", failure(good));
        good[0] = 0;
        assertEquals("npy: f: does not begin as NumPy's files do", failure(good));
        assertEquals("npy: f: truncated at byte 5: the format's name needs 8 bytes from byte 0 on",
                failure(new byte[5]));
    }

    @Test
    void survivesDamage() {
        var random = new Random(2);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] good = Resources.bytes(i % 2 == 0 ? "fortran-big-i2.npy" : "version-3.npy");
            byte[] bad = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good;
            for (int flips = random.nextInt(4); flips >= 0 && bad.length > 0; flips--) {
                int at = random.nextInt(Math.min(bad.length, 90));
                bad[at] = random.nextBoolean() ? (byte) (bad[at] ^ 1 << random.nextInt(8)) : (byte) random.nextInt();
            }
            try (Tensor _ = Npy.read(Resources.write(directory.resolve("f"), bad), Device.standard())) {
                // Damage that the format cannot show.
            } catch (DataException e) {
                refused++;
            } catch (Throwable e) {
                fail("damage " + i, e);
            }
        }
        assertTrue(refused > 500, "only %d were refused".formatted(refused));
    }

    private static byte[] file(int version, String header) {
        var file = new ByteArrayOutputStream();
        byte[] text = header.getBytes(ISO_8859_1);
        file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        file.writeBytes(ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) text.length).array());
        file.writeBytes(text);
        file.writeBytes(new byte[8]);
        return file.toByteArray();
    }

    private String failure(byte[] file) {
        Path path = Resources.write(directory.resolve("f"), file);
        return assertThrows(DataException.class, () -> Npy.read(path, Device.standard())).getMessage();
    }

    private Tensor python(String name) {
        return Npy.read(Resources.copy(name + ".npy", directory), Device.standard());
    }
}
