package dev.culebra.bench.compare;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * What was measured, and where. Nothing is in it that was not: what is missing says so, and why.
 *
 * @param facts without which figures are worth nothing
 * @param complete whether all that was planned was measured
 */
record Results(SequencedMap<String, String> facts, boolean complete, List<Row> rows) {
    /** These, with a later run of the same state: rows that it measured again are its own. */
    Results with(Results later) {
        SequencedMap<String, String> allFacts = new LinkedHashMap<>(facts);
        allFacts.putAll(later.facts);
        SequencedMap<List<Object>, Row> all = new LinkedHashMap<>();
        for (Results each : List.of(this, later)) {
            each.rows.forEach(row -> all.put(List.of(row.section(), row.threads(), row.name()), row));
        }
        return new Results(allFacts, complete && later.complete, List.copyOf(all.values()));
    }

    /** For programs. */
    String json() {
        var root = new JsonObject();
        var environment = new JsonObject();
        facts.forEach(environment::addProperty);
        root.add("environment", environment);
        root.addProperty("complete", complete);
        var all = new JsonArray();
        for (Row row : rows) {
            var each = new JsonObject();
            each.addProperty("section", row.section().name().toLowerCase(Locale.ROOT));
            each.addProperty("name", row.name());
            each.addProperty("threads", row.threads());
            each.addProperty("amount", row.amount());
            each.addProperty("unit", row.section().unit());
            var figures = new JsonObject();
            row.figures().forEach((who, figure) -> figures.add(who, json(row, figure)));
            each.add("figures", figures);
            all.add(each);
        }
        root.add("rows", all);
        return new GsonBuilder().setPrettyPrinting().create().toJson(root) + "\n";
    }

    private static JsonObject json(Row row, Figure figure) {
        var json = new JsonObject();
        switch (figure) {
            case Figure.Measured measured -> {
                json.addProperty("seconds", measured.seconds());
                json.addProperty("spread", measured.spread());
                json.addProperty("value", row.section().value(row.amount(), measured.seconds()));
            }
            case Figure.NotMeasured missing -> json.addProperty("notMeasured", missing.reason());
        }
        return json;
    }

    /** As {@link #json} wrote them. */
    static Results of(String json) {
        JsonObject root = JsonParser.parseString(json).getAsJsonObject();
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        root.getAsJsonObject("environment").asMap().forEach((name, fact) -> facts.put(name, fact.getAsString()));
        List<Row> rows = new ArrayList<>();
        root.getAsJsonArray("rows").forEach(row -> rows.add(row(row.getAsJsonObject())));
        return new Results(facts, root.get("complete").getAsBoolean(), rows);
    }

    private static Row row(JsonObject json) {
        SequencedMap<String, Figure> figures = new LinkedHashMap<>();
        json.getAsJsonObject("figures").asMap().forEach(
                (who, figure) -> figures.put(who, figure(figure.getAsJsonObject())));
        return new Row(Row.Section.valueOf(json.get("section").getAsString().toUpperCase(Locale.ROOT)),
                json.get("name").getAsString(), json.get("threads").getAsInt(), json.get("amount").getAsDouble(),
                figures);
    }

    private static Figure figure(JsonObject json) {
        return json.has("seconds")
                ? new Figure.Measured(json.get("seconds").getAsDouble(), json.get("spread").getAsDouble())
                : new Figure.NotMeasured(json.get("notMeasured").getAsString());
    }
}
