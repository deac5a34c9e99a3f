package dev.culebra.nn.golden;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Attributes of a case, by PyTorch's names; {@code null} counts as absent. */
record Attributes(JsonObject json) {
    boolean has(String name) {
        return json.has(name) && !json.get(name).isJsonNull();
    }

    boolean flag(String name, boolean otherwise) {
        return has(name) ? json.get(name).getAsBoolean() : otherwise;
    }

    double number(String name, double otherwise) {
        return has(name) ? json.get(name).getAsDouble() : otherwise;
    }

    int whole(String name, int otherwise) {
        return has(name) ? json.get(name).getAsInt() : otherwise;
    }

    int whole(String name) {
        return json.get(name).getAsInt();
    }

    String text(String name, String otherwise) {
        return has(name) ? json.get(name).getAsString() : otherwise;
    }

    double[] decimals(String name, double... otherwise) {
        return has(name)
                ? json.getAsJsonArray(name).asList().stream().mapToDouble(JsonElement::getAsDouble).toArray()
                : otherwise;
    }

    /** One number or several; none where there is no such attribute. */
    long[] numbers(String name) {
        if (!has(name)) {
            return new long[0];
        }
        JsonElement value = json.get(name);
        return value.isJsonArray()
                ? value.getAsJsonArray().asList().stream().mapToLong(JsonElement::getAsLong).toArray()
                : new long[] {value.getAsLong()};
    }

    /** Numbers of axes, as {@link #numbers}. */
    int[] axes(String name) {
        long[] numbers = numbers(name);
        int[] axes = new int[numbers.length];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = Math.toIntExact(numbers[i]);
        }
        return axes;
    }

    Attributes group(String name) {
        return new Attributes(json.getAsJsonObject(name));
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
