package dev.culebra.nn.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

    @TempDir
    Path directory;

    @Test
    void readsWhatPythonWrote() {
        Map<String, DType> types = Map.ofEntries(Map.entry("float64", DType.F64), Map.entry("float32", DType.F32), Map
                .entry("float16", DType.F32), Map.entry("bfloat16", DType.F32), Map.entry("int64", DType.I64),
                Map.entry(
                        "int32", DType.I32),
                Map.entry("int16", DType.I32), Map.entry("int8", DType.I32), Map.entry("uint8",
                        DType.U8),
                Map.entry("uint16", DType.I32), Map.entry("uint32", DType.I64));
        try (Safetensors file = python(); Scope _ = Scope.open()) {
            types.forEach((name, dtype) -> {
                Tensor tensor = file.tensor(name, Device.standard());
                assertEquals(dtype, tensor.dtype(), name);
                assertEquals(Shape.of(2, 3), tensor.shape(), name);
                assertArrayEquals(new double[] {0, 1, 2, 3, 100, 127}, tensor.toDoubles(), name);
            });
            assertArrayEquals(new boolean[] {false, true, true, true, true, true},
                    file.tensor("bool", Device.standard())
                            .toBooleans());
        }
    }

    @Test
    void widensHalves() {
        try (Safetensors file = python(); Scope _ = Scope.open()) {
            assertArrayEquals(new float[] {0x1.998p-4f, -2.5f, 65504, Float.POSITIVE_INFINITY, 0x1p-24f, Float.NaN},
                    file
                            .tensor("halves", Device.standard()).toFloats());
            assertArrayEquals(
                    new float[] {0x1.9ap-4f, -2.5f, 0x1.c4p127f, Float.NEGATIVE_INFINITY, 0x1p-130f, Float.NaN},
                    file.tensor("brains", Device.standard()).toFloats());
        }
    }

    @Test
    void readsSignsScalarsEmptyTensorsAndForeignNames() {
        try (Safetensors file = python(); Scope _ = Scope.open()) {
            assertArrayEquals(new int[] {-1, -128}, file.tensor("negative", Device.standard()).toInts());
            assertArrayEquals(new long[] {4294967295L}, file.tensor("large", Device.standard()).toLongs());
            assertEquals(2.5, file.tensor("scalar", Device.standard()).item());
            assertEquals(Shape.of(0, 3), file.tensor("empty", Device.standard()).shape());
            assertEquals(1, file.tensor("größe", Device.standard()).item());
            assertEquals(Map.of("format", "pt", "word", "\"ü\""), file.metadata());
            assertEquals(new Safetensors.Entry("scalar", ElementType.F32, Shape.scalar(), 172, 176),
                    file.entry("scalar"));
        }
    }

    @Test
    void saysWhatItCannotRead() {
        try (Safetensors file = python()) {
            assertEquals("safetensors: types.safetensors: tensor \"uint64\" has dtype U64, which cannot be read",
                    assertThrows(
                            DataException.class, () -> file.tensor("uint64", Device.standard())).getMessage());
            assertEquals("safetensors: types.safetensors: has no tensor \"x\"",
                    assertThrows(DataException.class, () -> file
                            .tensor("x", Device.standard())).getMessage());
        }
        Path missing = directory.resolve("missing");
        assertEquals("safetensors: missing: no such file: " + missing,
                assertThrows(DataException.class, () -> Safetensors
                        .open(missing)).getMessage());
    }

    @Test
    void readsWhatItWrote() {
        Path file = directory.resolve("all.safetensors");
        try (Scope _ = Scope.open()) {
            SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("truth", Tensor.of(Shape.of(3), new boolean[] {true, false, true}));
            tensors.put("narrow", Tensor.of(Shape.of(2), new int[] {Integer.MIN_VALUE, 5}));
            tensors.put("wide", Tensor.of(Shape.of(2), new long[] {Long.MAX_VALUE, -1}));
            tensors.put("float", Tensor.of(Float.MIN_VALUE, -0f, Float.NEGATIVE_INFINITY));
            tensors.put("turned", Tensor.of(Shape.of(2, 3), new double[] {1, 2, 3, 4, 5, 6}).transpose());
            tensors.put("bytes", Tensor.of(0, 255).to(DType.U8));
            tensors.put("scalar \"ä\"\n", Tensor.of(Shape.scalar(), 7));
            tensors.put("none", Tensor.of(Shape.of(0)));
            Safetensors.write(file, tensors, Map.of("a", "<b>"));
            try (Safetensors read = Safetensors.open(file)) {
                assertEquals(List.copyOf(tensors.sequencedKeySet()), List.copyOf(read.names()));
                assertEquals(Map.of("a", "<b>"), read.metadata());
                tensors.forEach((name, tensor) -> {
                    Tensor back = read.tensor(name, Device.standard());
                    assertEquals(tensor.shape(), back.shape(), name);
                    assertEquals(tensor.dtype(), back.dtype(), name);
                    assertArrayEquals(tensor.toDoubles(), back.toDoubles(), name);
                    assertArrayEquals(tensor.toLongs(), back.toLongs(), name);
                    assertEquals(0, read.entry(name).from() % tensor.dtype().bytes(), name + " is not aligned");
                });
            }
        }
    }

    /** The bytes as the format's description gives them. */
    @Test
    void writesThePublishedFormat() throws Exception {
        Path file = directory.resolve("one.safetensors");
        try (Scope _ = Scope.open()) {
            Safetensors.write(file, Map.of("ww", Tensor.of(Shape.of(1, 2), 1, -2)));
        }
        String header = "{\"ww\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}       ";
        ByteBuffer expected = ByteBuffer.allocate(8 + header.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII)).putFloat(1).putFloat(-2);
        assertArrayEquals(expected.array(), Files.readAllBytes(file));
    }

    @Test
    void refusesTheFormatsOwnName() {
        try (Tensor tensor = Tensor.of(1f)) {
            assertThrows(IllegalArgumentException.class, () -> Safetensors.write(directory.resolve("x"), Map.of(
                    "__metadata__", tensor)));
        }
    }

    private Safetensors python() {
        return Safetensors.open(Resources.copy("types.safetensors", directory));
    }
}
