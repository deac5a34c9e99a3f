package dev.culebra.nn.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.nn.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsMalformedTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}           | header is not valid JSON
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} x        | header is not valid JSON
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} {}       | header is not valid JSON
            {'a':{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}          | header is not valid JSON
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},}         | header is not valid JSON
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[00,8]}}         | header is not valid JSON
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,NaN]}}        | header is not valid JSON
            [1]                                                             | header does not begin with '{'
            {"a":[]}                                                        | header: $.a holds a begin array
            {"a":null}                                                      | header: $.a holds a null
            {"a":{"dtype":1,"shape":[2],"data_offsets":[0,8]}}              | header: $.a.dtype must be a string, is a number
            {"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}            | header: $.a.shape holds a number
            {"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}        | header: $.a.shape[0] must be a number, is a string
            {"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}        | header: $.a.shape[0] must be a whole number ≥ 0, is 2.0
            {"a":{"dtype":"F32","shape":[2e0],"data_offsets":[0,8]}}        | header: $.a.shape[0] must be a whole number ≥ 0, is 2e0
            {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}         | header: $.a.shape[0] must be a whole number ≥ 0, is -2
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,18446744073709551616]}} | header: $.a.data_offsets[1] is 18446744073709551616, more than 2^63 - 1
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"shape":[2]}} | header: $.a.shape comes twice
            {"a":{"dtype":"F32","shape":[2]}}                               | tensor "a" has no data_offsets
            {"a":{"shape":[2],"data_offsets":[0,8]}}                        | tensor "a" has no dtype
            {"a":{"dtype":"F32","data_offsets":[0,8]}}                      | tensor "a" has no shape
            {"a":{"dtype":"f32","shape":[2],"data_offsets":[0,8]}}          | tensor "a" has unknown dtype "f32"
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,9]}}        | tensor "a" has 3 data_offsets, not 2
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}          | tensor "a": data_offsets [8, 0] end before they begin
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}         | tensor "a": data_offsets [0, 12] go beyond the file, which has 8 bytes of data
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}          | tensor "a": shape [3] F32 needs 12 bytes, data_offsets [0, 8] hold 8
            {"a":{"dtype":"F32","shape":[],"data_offsets":[0,8]}}           | tensor "a": shape [] F32 needs 4 bytes, data_offsets [0, 8] hold 8
            {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}} | tensor "a": shape [4294967296, 4294967296] F32 has more than 2^63 - 1 bytes
            {"a":{"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,8]}} | tensor "a": shape [2305843009213693952] F64 has more than 2^63 - 1 bytes
            {"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,8]}} | tensor "a": shape [9223372036854775807] U8 needs 9,223,372,036,854,775,807 bytes, data_offsets [0, 8] hold 8
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}          | bytes 4 to 8 of the data, after the last tensor, belong to no tensor
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}          | bytes 0 to 4 of the data, before tensor "a", belong to no tensor
            {}                                                              | bytes 0 to 8 of the data, after the last tensor, belong to no tensor
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | tensors "a" and "b" overlap: one ends at byte 8 of the data, the other begins at byte 4
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | header: $.a comes twice
            {"__metadata__":{"x":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | header: $.__metadata__.x must be a string, is a number
            {"__metadata__":{"x":"1","x":"1"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | header: $.__metadata__.x comes twice
            {"__metadata__":{},"__metadata__":{},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | header: $.__metadata__ comes twice
            """)
    void saysWhatAndWhere(String header, String message) {
        String said = failure(file(header.getBytes(UTF_8), 8));
        assertTrue(said.startsWith("safetensors: f: " + message), said);
    }

    @Test
    void believesNoLength() {
        byte[] good = good();
        assertEquals("safetensors: f: header of 9223372036854775808 bytes; the format allows 100,000,000",
                failure(length(
                        good, Long.MIN_VALUE)));
        assertEquals("safetensors: f: header of 100000001 bytes; the format allows 100,000,000", failure(length(good,
                100_000_001)));
        assertEquals(
                "safetensors: f: header of 100,000,000 bytes is longer than the file, which has %d after the length"
                        .formatted(good.length - 8),
                failure(length(good, 100_000_000)));
        assertEquals("safetensors: f: header does not begin with '{'", failure(length(good, 0)));
    }

    @Test
    void wantsUtf8() {
        byte[] header = "{\"ä\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}".getBytes(ISO_8859_1);
        assertEquals("safetensors: f: header is not UTF-8 at its byte 2", failure(file(header, 8)));
    }

    @Test
    void doesNotDescendForever() {
        String deep = "{\"a\":{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}}";
        assertTrue(failure(file(deep.getBytes(UTF_8), 0)).startsWith("safetensors: f: header is not valid JSON: "));
    }

    @Test
    void failsAtEveryCut() {
        byte[] good = good();
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertTrue(failure(cut).startsWith("safetensors: f: "), "cut at " + length);
        }
    }

    /** Whatever a damaged file is taken for, it is either read or refused by name. */
    @Test
    void survivesDamage() {
        byte[] good = Resources.bytes("types.safetensors");
        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            byte[] bad = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int flips = random.nextInt(4); flips >= 0 && bad.length > 0; flips--) {
                // Half of them in the header, whose text is more fragile than numbers are.
                int at = random.nextInt(random.nextBoolean() ? bad.length : Math.min(bad.length, 1320));
                bad[at] = random.nextBoolean() ? (byte) (bad[at] ^ 1 << random.nextInt(8)) : (byte) random.nextInt();
            }
            try (Scope _ = Scope.open();
                    Safetensors file = Safetensors.open(Resources.write(directory.resolve("f"), bad))) {
                file.names().stream().filter(name -> file.entry(name).type().dtype().isPresent())
                        .forEach(name -> file.tensor(
                                name, Device.standard()));
            } catch (DataException e) {
                refused++;
            } catch (Throwable e) {
                fail("damage " + i, e);
            }
        }
        assertTrue(refused > 500, "only %d were refused".formatted(refused));
    }

    private static byte[] good() {
        return file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}".getBytes(UTF_8), 8);
    }

    private static byte[] file(byte[] header, int data) {
        return ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length)
                .put(header)
                .array();
    }

    private static byte[] length(byte[] file, long length) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        return file;
    }

    private String failure(byte[] file) {
        Path path = Resources.write(directory.resolve("f"), file);
        return assertThrows(DataException.class, () -> Safetensors.open(path)).getMessage();
    }
}
