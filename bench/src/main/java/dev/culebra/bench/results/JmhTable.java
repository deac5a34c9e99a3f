package dev.culebra.bench.results;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;

/**
 * JMH's results as tables for people: one for each benchmark class, a line for each method and set of parameters.
 *
 * <pre>
 * java dev.culebra.bench.results.JmhTable bench/results/2026-11-21.json      writes 2026-11-21.md beside it
 * </pre>
 */
public final class JmhTable {
    private JmhTable() {}

    /**
     * Writes a table beside each file.
     *
     * @param args files that JMH wrote with {@code -rf json}
     */
    public static void main(String[] args) throws IOException {
        for (String file : args) {
            Path json = Path.of(file);
            Path markdown = json.resolveSibling(json.getFileName().toString().replaceFirst("\\.json$", "") + ".md");
            Files.writeString(markdown, of(Files.readString(json), Map.of()));
        }
    }

    /**
     * The tables.
     *
     * @param json what JMH wrote
     * @param facts of the run, to stand above them
     */
    static String of(String json, Map<String, String> facts) {
        JsonArray runs = JsonParser.parseString(json).getAsJsonArray();
        SequencedMap<String, List<JsonObject>> classes = new LinkedHashMap<>();
        for (JsonElement run : runs) {
            String name = run.getAsJsonObject().get("benchmark").getAsString();
            String type = name.substring(0, name.lastIndexOf('.'));
            classes.computeIfAbsent(type.substring(type.lastIndexOf('.') + 1), _ -> new ArrayList<>()).add(run
                    .getAsJsonObject());
        }
        List<String> lines = new ArrayList<>(List.of("# Benchmarks", ""));
        facts.forEach((name, fact) -> lines.add("- " + name + ": " + fact));
        if (!runs.isEmpty()) {
            JsonObject first = runs.get(0).getAsJsonObject();
            lines.add("- Java: " + text(first, "vmName") + " " + text(first, "vmVersion"));
            lines.add(
                    "- forks, iterations of each: " + text(first, "forks") + ", " + text(first, "measurementIterations")
                            + " of " + text(first, "measurementTime"));
        }
        classes.forEach((type, own) -> table(type, own, lines));
        return String.join("\n", lines) + "\n";
    }

    private static void table(String type, List<JsonObject> runs, List<String> lines) {
        TreeSet<String> parameters = new TreeSet<>();
        runs.forEach(run -> parameters.addAll(parameters(run).keySet()));
        lines.addAll(List.of("", "## " + type, "", "| method | " + String.join("", parameters.stream().map(
                name -> name + " | ").toList()) + "score | ± | unit |",
                "|---|" + "---|".repeat(parameters.size()) + "--:|--:|---|"));
        for (JsonObject run : runs) {
            String name = text(run, "benchmark");
            JsonObject metric = run.getAsJsonObject("primaryMetric");
            StringBuilder line = new StringBuilder("| " + name.substring(name.lastIndexOf('.') + 1) + " |");
            parameters.forEach(
                    parameter -> line.append(' ').append(parameters(run).getOrDefault(parameter, "")).append(" |"));
            line.append(' ').append(number(metric.get("score"))).append(" | ").append(number(metric.get("scoreError")))
                    .append(" | ").append(text(metric, "scoreUnit").replace("us/", "µs/")).append(" |");
            lines.add(line.toString());
        }
    }

    private static Map<String, String> parameters(JsonObject run) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (run.has("params")) {
            run.getAsJsonObject("params").asMap().forEach((name, value) -> parameters.put(name, value.getAsString()));
        }
        return parameters;
    }

    private static String text(JsonObject object, String name) {
        return object.has(name) ? object.get(name).getAsString() : "?";
    }

    /** JMH writes "NaN" where one iteration has no spread. */
    private static String number(JsonElement element) {
        double value = element.getAsDouble();
        if (Double.isNaN(value)) {
            return "–";
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3g",
                value);
    }
}
