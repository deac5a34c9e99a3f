package dev.culebra.bench.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;

/** Results for people: a table for each section. */
record Report(Results results) {
    private static final String COPY = "copy ";

    String markdown() {
        var lines = new ArrayList<String>();
        lines.add("# Figures");
        lines.add("");
        results.facts().forEach((name, fact) -> lines.add("- " + name + ": " + fact));
        if (!results.complete()) {
            lines.add("- **the run was not finished**: there is more to measure than is shown");
        }
        lines.addAll(List.of("",
                "Medians; of Culebra also ± half of what lies between the quartiles. Behind the figures of the others: how "
                        + "many times as fast Culebra is, in bold where it is slower."));
        for (Row.Section section : Row.Section.values()) {
            List<Row> own = results.rows().stream().filter(row -> row.section() == section).toList();
            if (!own.isEmpty()) {
                table(section, own, lines);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private void table(Row.Section section, List<Row> own, List<String> lines) {
        List<String> who = own.stream().flatMap(row -> row.figures().keySet().stream()).distinct()
                .filter(name -> own.stream().anyMatch(row -> row.figures().get(name) instanceof Figure.Measured)
                        || name.equals(Row.CULEBRA))
                .toList();
        boolean shares = section == Row.Section.BANDWIDTH;
        boolean onCard = own.getFirst().threads() == 0;
        lines.addAll(List.of("", "## " + section.title(), ""));
        lines.add("| " + section.unit() + (onCard ? " |" : " | threads |") + String.join("", who.stream().map(
                name -> " " + name + " |").toList()) + (shares ? " share of copy |" : ""));
        lines.add("|---|" + "--:|".repeat(who.size() + (onCard ? 0 : 1) + (shares ? 1 : 0)));
        List<String> names = own.stream().map(Row::name).distinct().toList();
        for (String name : names) {
            String label = name;
            for (Row row : own.stream().filter(each -> each.name().equals(name)).sorted(Comparator.comparingInt(
                    Row::threads)).toList()) {
                lines.add("| " + label + (onCard ? " |" : " | %d |".formatted(row.threads())) + String.join("", who
                        .stream().map(each -> " " + cell(row, each) + " |").toList())
                        + (shares ? " " + shareOfCopy(row) + " |" : ""));
                label = "";
            }
        }
        missing(own).forEach((reason, of) -> lines.addAll(List.of("", "Not measured, " + (of.size() == names.size()
                ? "all"
                : String.join("; ", of)) + ": " + reason)));
    }

    /** Rows by who did not do them, and why. */
    private static SequencedMap<String, Set<String>> missing(List<Row> own) {
        SequencedMap<String, Set<String>> reasons = new LinkedHashMap<>();
        own.forEach(row -> row.figures().forEach((name, figure) -> {
            if (figure instanceof Figure.NotMeasured missing) {
                reasons.computeIfAbsent(name + ": " + missing.reason(), _ -> new LinkedHashSet<>()).add(row.name());
            }
        }));
        return reasons;
    }

    private static String cell(Row row, String who) {
        StringBuilder cell = new StringBuilder(row.text(who));
        if (who.equals(Row.CULEBRA) && row.figures().get(who) instanceof Figure.Measured measured) {
            cell.append(String.format(Locale.ROOT, " ± %.0f %%", measured.spread() * 100));
        }
        if (!who.equals(Row.CULEBRA)) {
            row.ratio(who).ifPresent(ratio -> cell.append(" · ").append(String.format(Locale.ROOT, ratio < 1
                    ? "**%.2f×**"
                    : "%.2f×", ratio)));
        }
        return cell.toString();
    }

    /** Bytes a second of this function, of those of a copy of an array of the same size, both by Culebra. */
    private String shareOfCopy(Row row) {
        String size = row.name().replaceFirst(".* (?=\\d+ \\w+$)", "");
        return results.rows().stream().filter(other -> other.threads() == row.threads()
                && other.name().equals(COPY + size)).findAny().map(copy -> share(row, copy)).orElse("–");
    }

    private static String share(Row row, Row copy) {
        return copy.figures().get(Row.CULEBRA) instanceof Figure.Measured a
                && row.figures().get(Row.CULEBRA) instanceof Figure.Measured b
                        ? String.format(Locale.ROOT, "%.2f", a.seconds() / b.seconds() * row.amount() / copy.amount())
                        : "–";
    }
}
