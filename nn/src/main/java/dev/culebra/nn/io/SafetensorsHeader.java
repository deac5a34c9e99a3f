package dev.culebra.nn.io;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.culebra.engine.Shape;
import dev.culebra.nn.data.DataException;
import dev.culebra.nn.io.Safetensors.Entry;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;

/** Reads the JSON text at the beginning of a safetensors file. Errors say where in it they are, as a JSON path. */
final class SafetensorsHeader {

    static final String METADATA = "__metadata__";

    private final BinaryFile file;
    private final JsonReader json;
    private final long first;
    private final SequencedMap<String, Entry> entries = new LinkedHashMap<>();
    private final SequencedMap<String, String> metadata = new LinkedHashMap<>();

    private SafetensorsHeader(BinaryFile file, String text, long first) {
        this.file = file;
        this.json = new JsonReader(new StringReader(text));
        this.json.setStrictness(Strictness.STRICT);
        this.first = first;
    }

    /**
     * @param text the header
     * @param first number of the byte that follows the header
     * @throws DataException if it is no such header
     */
    static SafetensorsHeader parse(BinaryFile file, String text, long first) {
        var header = new SafetensorsHeader(file, text, first);
        try {
            header.parse();
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new DataException(file.failure("header is not valid JSON: %s", message).getMessage(), e);
        } catch (IllegalStateException e) {
            // The parser's word for another kind of value than was asked for.
            throw new DataException(header.failure("holds a %s", header.token()).getMessage(), e);
        }
        SafetensorsLayout.check(file, first, header.entries.values());
        return header;
    }

    /** In the order in which the header names them. */
    SequencedMap<String, Entry> entries() {
        return entries;
    }

    SequencedMap<String, String> metadata() {
        return metadata;
    }

    private void parse() throws IOException {
        Set<String> names = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (!names.add(name)) {
                throw failure("comes twice");
            }
            if (name.equals(METADATA)) {
                parseMetadata();
            } else {
                entries.put(name, entry(name));
            }
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw file.failure("header goes on after its JSON object");
        }
    }

    private void parseMetadata() throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (json.peek() != JsonToken.STRING) {
                throw failure("must be a string, is a %s", token());
            }
            if (metadata.put(name, json.nextString()) != null) {
                throw failure("comes twice");
            }
        }
        json.endObject();
    }

    private Entry entry(String name) throws IOException {
        Set<String> keys = new HashSet<>();
        String type = "";
        List<Long> shape = List.of();
        List<Long> offsets = List.of();
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (!keys.add(key)) {
                throw failure("comes twice");
            }
            switch (key) {
                case "dtype" -> type = text();
                case "shape" -> shape = numbers();
                case "data_offsets" -> offsets = numbers();
                default -> json.skipValue();
            }
        }
        json.endObject();
        for (String key : List.of("dtype", "shape", "data_offsets")) {
            if (!keys.contains(key)) {
                throw file.failure("tensor \"%s\" has no %s", name, key);
            }
        }
        return entry(name, type, shape.stream().mapToLong(Long::longValue).toArray(), offsets);
    }

    private Entry entry(String name, String typeName, long[] shape, List<Long> offsets) {
        ElementType type = ElementType.named(typeName).orElseThrow(() -> file.failure(
                "tensor \"%s\" has unknown dtype \"%s\"", name, typeName));
        if (offsets.size() != 2) {
            throw file.failure("tensor \"%s\" has %d data_offsets, not 2", name, offsets.size());
        }
        long from = offsets.getFirst();
        long to = offsets.getLast();
        if (from > to) {
            throw file.failure("tensor \"%s\": data_offsets [%d, %d] end before they begin", name, from, to);
        }
        if (to > file.size() - first) {
            throw file.failure("tensor \"%s\": data_offsets [%d, %d] go beyond the file, which has %,d bytes of data",
                    name,
                    from, to, file.size() - first);
        }
        OptionalLong bytes = Elements.bytes(shape, type.bytes());
        if (bytes.isEmpty()) {
            throw file.failure("tensor \"%s\": shape %s %s has more than 2^63 - 1 bytes", name, Arrays.toString(shape),
                    type);
        }
        if (bytes.getAsLong() != to - from) {
            throw file.failure("tensor \"%s\": shape %s %s needs %,d bytes, data_offsets [%d, %d] hold %,d", name, Shape
                    .of(shape), type, bytes.getAsLong(), from, to, to - from);
        }
        return new Entry(name, type, Shape.of(shape), from, to);
    }

    private String text() throws IOException {
        if (json.peek() != JsonToken.STRING) {
            throw failure("must be a string, is a %s", token());
        }
        return json.nextString();
    }

    private List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            numbers.add(number());
        }
        json.endArray();
        return numbers;
    }

    /** A whole number from 0 to 2⁶³ − 1, written as such. */
    private long number() throws IOException {
        if (json.peek() != JsonToken.NUMBER) {
            throw failure("must be a number, is a %s", token());
        }
        String path = json.getPath();
        String digits = json.nextString();
        try {
            if (digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Long.parseLong(digits);
            }
        } catch (NumberFormatException e) {
            throw new DataException(file.failure("header: %s is %s, more than 2^63 - 1", path, digits).getMessage(), e);
        }
        throw file.failure("header: %s must be a whole number ≥ 0, is %s", path, digits);
    }

    private DataException failure(String rule, Object... values) {
        return file.failure("header: %s %s", json.getPath(), rule.formatted(values));
    }

    /** What comes next, in words. */
    private String token() {
        try {
            return json.peek().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        } catch (IOException e) {
            return "thing that is no JSON (" + e.getMessage() + ")";
        }
    }
}
