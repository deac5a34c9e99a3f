package dev.culebra.samples.show;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * The final figures of a run, by name, in the order in which they were put.
 *
 * <pre>{@code
 * var figures = new Figures();
 * figures.put("testAccuracy", 0.97);
 * figures.toJson();               // {"testAccuracy": 0.97}
 * }</pre>
 */
public final class Figures {

    private final JsonObject object = new JsonObject();

    /** Adds a number; JSON has no NaN and no infinity: they become {@code null}. */
    public void put(String name, double value) {
        object.add(name, Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE);
    }

    /** Adds a whole number. */
    public void put(String name, long value) {
        object.addProperty(name, value);
    }

    /** Adds a yes or no. */
    public void put(String name, boolean value) {
        object.addProperty(name, value);
    }

    /** Adds a text. */
    public void put(String name, String value) {
        object.addProperty(name, value);
    }

    /** Adds texts. */
    public void putTexts(String name, List<String> values) {
        var array = new JsonArray();
        values.forEach(array::add);
        object.add(name, array);
    }

    /** Adds figures of several things of a kind. */
    public void put(String name, List<Figures> values) {
        var array = new JsonArray();
        values.forEach(each -> array.add(each.object));
        object.add(name, array);
    }

    /** The figures as text, for tables. */
    public SequencedMap<String, String> values() {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        object.asMap().forEach((name, value) -> values.put(name, text(value)));
        return values;
    }

    private static String text(JsonElement value) {
        if (value.isJsonNull()) {
            return "–";
        }
        if (!value.isJsonPrimitive()) {
            return value.toString();
        }
        if (value.getAsJsonPrimitive().isNumber() && value.getAsNumber() instanceof Double number) {
            return String.format(Locale.ROOT, "%.5g", number);
        }
        return value.getAsString();
    }

    /** One JSON object, laid out for people, with a line break at its end. */
    public String toJson() {
        return new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(object) + "\n";
    }
}
