package dev.culebra.nn.golden;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A safetensors file of reference cases: eight bytes of header length, a JSON header with each tensor's type, shape and place,
 * and the tensors, little-endian and row-major. Numbered entries of the metadata describe the cases.
 *
 * <p>It reads by itself, so that a mistake in the library's own reader cannot hide here.
 */
final class GoldenFile {
    private final Path path;
    private final byte[] bytes;
    private final int data;
    private final JsonObject header;

    GoldenFile(Path path) throws IOException {
        this.path = path;
        this.bytes = Files.readAllBytes(path);
        int length = Math.toIntExact(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
        this.data = 8 + length;
        this.header = JsonParser.parseString(new String(bytes, 8, length, StandardCharsets.UTF_8)).getAsJsonObject();
    }

    /** The cases, in the order of their numbers. */
    List<GoldenCase> cases() {
        JsonObject metadata = header.getAsJsonObject("__metadata__");
        return metadata.keySet().stream().filter(key -> key.matches("\\d+")).map(Integer::parseInt).sorted()
                .map(number -> {
                    String entry = metadata.get(number.toString()).getAsString();
                    return GoldenCase.of(this, number, JsonParser.parseString(entry).getAsJsonObject());
                }).toList();
    }

    /** A tensor on the standard device, if the file has it. */
    Optional<Tensor> tensor(String name) {
        return Optional.ofNullable(header.getAsJsonObject(name)).map(entry -> {
            long[] sizes = entry.getAsJsonArray("shape").asList().stream().mapToLong(JsonElement::getAsLong).toArray();
            int from = entry.getAsJsonArray("data_offsets").get(0).getAsInt();
            int to = entry.getAsJsonArray("data_offsets").get(1).getAsInt();
            MemorySegment segment = MemorySegment.ofArray(bytes).asSlice(data + from, to - from);
            DType dtype = DType.valueOf(entry.get("dtype").getAsString());
            return Tensor.copyOf(segment, Shape.of(sizes), dtype, Device.standard());
        });
    }

    @Override
    public String toString() {
        return path.getFileName().toString();
    }
}
