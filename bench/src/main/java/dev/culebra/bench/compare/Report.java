package dev.culebra.bench.compare;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * Results in writing. Nothing is in it that was not measured: what is missing says so, and why.
 *
 * @param complete whether all that was planned was measured
 */
record Report(Environment environment, List<Row> rows, boolean complete) {
    private static final String COPY = "copy ";

    /** For programs. */
    String json() {
        var root = new JsonObject();
        var facts = new JsonObject();
        environment.facts().forEach(facts::addProperty);
        root.add("environment", facts);
        root.addProperty("complete", complete);
        var all = new JsonArray();
        for (Row row : rows) {
            var each = new JsonObject();
            each.addProperty("section", row.section().name().toLowerCase(Locale.ROOT));
            each.addProperty("name", row.name());
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
                json.addProperty("value", row.section().value(row.amount(), measured.seconds()));
            }
            case Figure.NotMeasured missing -> json.addProperty("notMeasured", missing.reason());
        }
        return json;
    }

    /** For people: a table for each section. */
    String markdown() {
        var lines = new ArrayList<String>();
        lines.add("# Figures");
        lines.add("");
        environment.facts().forEach((name, fact) -> lines.add("- " + name + ": " + fact));
        if (!complete) {
            lines.add("- **the run was not finished**: there is more to measure than is shown");
        }
        for (Row.Section section : Row.Section.values()) {
            List<Row> own = rows.stream().filter(row -> row.section() == section).toList();
            if (!own.isEmpty()) {
                table(section, own, lines);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private void table(Row.Section section, List<Row> own, List<String> lines) {
        List<String> who = own.stream().flatMap(row -> row.figures().keySet().stream()).distinct().toList();
        boolean shares = section == Row.Section.BANDWIDTH;
        lines.addAll(List.of("", "## " + section.title(), ""));
        StringBuilder head = new StringBuilder("| |");
        who.forEach(name -> head.append(" %s, %s |".formatted(name, section.unit())));
        who.stream().skip(1).forEach(name -> head.append(" %s = 1 |".formatted(name)));
        head.append(shares ? " share of copy |" : "");
        lines.add(head.toString());
        lines.add("|---|" + "--:|".repeat(2 * who.size() - 1 + (shares ? 1 : 0)));
        SequencedMap<String, List<String>> reasons = new LinkedHashMap<>();
        for (Row row : own) {
            StringBuilder line = new StringBuilder("| " + row.name() + " |");
            for (String name : who) {
                line.append(' ').append(row.text(row.figures().get(name))).append(" |");
                if (row.figures().get(name) instanceof Figure.NotMeasured missing) {
                    reasons.computeIfAbsent(name + ": " + missing.reason(), _ -> new ArrayList<>()).add(row.name());
                }
            }
            who.stream().skip(1).forEach(name -> line.append(' ').append(times(row, name)).append(" |"));
            if (shares) {
                line.append(' ').append(shareOfCopy(row)).append(" |");
            }
            lines.add(line.toString());
        }
        reasons.forEach((reason, names) -> lines.addAll(List.of("", "Not measured, " + (names.size() == own.size()
                ? "all"
                : String.join("; ", names)) + ": " + reason)));
    }

    /** How many times as fast as the other Culebra is. */
    private static String times(Row row, String other) {
        return ratio(row.figures().get(other), row.figures().get(Row.CULEBRA), 1);
    }

    /** Bytes a second of this function, of those of a copy of an array of the same size, both by Culebra. */
    private String shareOfCopy(Row row) {
        String size = row.name().substring(row.name().indexOf(' ') + 1);
        return rows.stream().filter(other -> other.name().equals(COPY + size)).findAny()
                .map(copy -> ratio(copy.figures()
                        .get(Row.CULEBRA), row.figures().get(Row.CULEBRA), row.amount() / copy.amount()))
                .orElse("–");
    }

    private static String ratio(Figure slower, Figure faster, double factor) {
        return slower instanceof Figure.Measured a && faster instanceof Figure.Measured b
                ? String.format(Locale.ROOT, "%.2f", a.seconds() / b.seconds() * factor)
                : "–";
    }
}
