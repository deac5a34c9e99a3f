package dev.culebra.bench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** Results for people: a table for each section and number of threads. */
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
                "Medians; ± half of what lies between the quartiles. Beside each of the others: how many times as "
                        + "fast Culebra is, in bold where it is slower."));
        for (Row.Section section : Row.Section.values()) {
            results.rows().stream().mapToInt(Row::threads).distinct().sorted().forEach(threads -> {
                List<Row> own = results.rows().stream().filter(row -> row.section() == section
                        && row.threads() == threads).toList();
                if (!own.isEmpty()) {
                    table(section, threads, own, lines);
                }
            });
        }
        return String.join("\n", lines) + "\n";
    }

    private void table(Row.Section section, int threads, List<Row> own, List<String> lines) {
        List<String> who = own.stream().flatMap(row -> row.figures().keySet().stream()).distinct().toList();
        boolean shares = section == Row.Section.BANDWIDTH;
        lines.addAll(List.of("", "## " + section.title() + switch (threads) {
            case 0 -> "";
            case 1 -> ", one thread";
            default -> ", %d threads".formatted(threads);
        }, ""));
        StringBuilder head = new StringBuilder("| " + section.unit() + " |");
        who.forEach(name -> head.append(" %s |".formatted(name)));
        head.append(shares ? " share of copy |" : "");
        lines.add(head.toString());
        lines.add("|---|" + "--:|".repeat(who.size() + (shares ? 1 : 0)));
        SequencedMap<String, List<String>> reasons = new LinkedHashMap<>();
        for (Row row : own) {
            StringBuilder line = new StringBuilder("| " + row.name() + " |");
            for (String name : who) {
                line.append(' ').append(cell(row, name)).append(" |");
                if (row.figures().get(name) instanceof Figure.NotMeasured missing) {
                    reasons.computeIfAbsent(name + ": " + missing.reason(), _ -> new ArrayList<>()).add(row.name());
                }
            }
            if (shares) {
                line.append(' ').append(shareOfCopy(row)).append(" |");
            }
            lines.add(line.toString());
        }
        reasons.forEach((reason, names) -> lines.addAll(List.of("", "Not measured, " + (names.size() == own.size()
                ? "all"
                : String.join("; ", names)) + ": " + reason)));
    }

    private static String cell(Row row, String who) {
        StringBuilder cell = new StringBuilder(row.text(who));
        if (row.figures().get(who) instanceof Figure.Measured measured) {
            cell.append(String.format(Locale.ROOT, " ± %.0f %%", measured.spread() * 100));
        }
        if (!who.equals(Row.CULEBRA)) {
            row.ratio(who).ifPresent(ratio -> cell.append(" · ").append(String.format(Locale.ROOT, ratio < 1
                    ? "**%.2f**"
                    : "%.2f", ratio)));
        }
        return cell.toString();
    }

    /** Bytes a second of this function, of those of a copy of an array of the same size, both by Culebra. */
    private String shareOfCopy(Row row) {
        String size = row.name().substring(row.name().indexOf(' ') + 1);
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
