package dev.culebra.nn.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.stream.JsonWriter;
import dev.culebra.engine.Tensor;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a safetensors file. */
final class SafetensorsWriter {

    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata) {
        if (tensors.containsKey(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("safetensors: no tensor may be named " + SafetensorsHeader.METADATA);
        }
        List<Map.Entry<String, Tensor>> ordered = aligned(tensors);
        byte[] header = header(tensors, offsets(ordered), metadata);
        AtomicFile.write(path, channel -> {
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            TensorBytes.writeTo(channel, length.putLong(header.length).flip());
            TensorBytes.writeTo(channel, ByteBuffer.wrap(header));
            for (var entry : ordered) {
                try (var bytes = new TensorBytes(entry.getValue())) {
                    bytes.writeTo(channel);
                }
            }
        });
    }

    /** Wide elements first, so that each tensor begins at a multiple of its elements' size: readers look at them in place. */
    private static List<Map.Entry<String, Tensor>> aligned(Map<String, Tensor> tensors) {
        return tensors.entrySet().stream().sorted(Comparator.comparingInt(entry -> -entry.getValue().dtype().bytes()))
                .toList();
    }

    private static Map<String, Long> offsets(List<Map.Entry<String, Tensor>> ordered) {
        Map<String, Long> offsets = new HashMap<>();
        long end = 0;
        for (var entry : ordered) {
            offsets.put(entry.getKey(), end);
            end += TensorBytes.count(entry.getValue());
        }
        return offsets;
    }

    /** Filled up with blanks, so that the data begins at a multiple of 8. */
    private static byte[] header(Map<String, Tensor> tensors, Map<String, Long> offsets, Map<String, String> metadata) {
        var text = new StringWriter();
        try (var json = new JsonWriter(text)) {
            json.beginObject();
            if (!metadata.isEmpty()) {
                json.name(SafetensorsHeader.METADATA).beginObject();
                for (var entry : metadata.entrySet()) {
                    json.name(entry.getKey()).value(entry.getValue());
                }
                json.endObject();
            }
            for (var entry : tensors.entrySet()) {
                Tensor tensor = entry.getValue();
                long from = offsets.getOrDefault(entry.getKey(), 0L);
                json.name(entry.getKey()).beginObject();
                json.name("dtype").value(ElementType.of(tensor.dtype()).name());
                json.name("shape").beginArray();
                for (long size : tensor.shape().toArray()) {
                    json.value(size);
                }
                json.endArray();
                json.name("data_offsets").beginArray().value(from).value(from + TensorBytes.count(tensor)).endArray();
                json.endObject();
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter has no such errors
        }
        text.append(" ".repeat(-text.toString().getBytes(UTF_8).length & ALIGNMENT - 1));
        return text.toString().getBytes(UTF_8);
    }
}
