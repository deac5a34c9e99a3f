package dev.culebra.nn.data.table;

import dev.culebra.nn.data.DataException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads one table. */
final class TableReader {

    private final String name;
    private final TableFormat format;
    private final Map<String, Optional<String>> texts = new HashMap<>();
    private final List<Optional<String>[]> rows = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private List<String> names;
    private String text = "";
    private int position;
    private int line = 1;

    TableReader(String name, TableFormat format) {
        this.name = name;
        this.format = format;
        this.names = format.names();
    }

    Table read(Path file) {
        try {
            return read(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new DataException(message("no such file: " + file), e);
        } catch (CharacterCodingException e) {
            throw new DataException(message("is not UTF-8"), e);
        } catch (IOException e) {
            throw new DataException(message("cannot be read: " + e), e);
        }
    }

    Table read(String content) {
        text = content;
        if (text.startsWith("\ufeff")) {
            text = text.substring(1);
        }
        CSVFormat.Builder csv = CSVFormat.DEFAULT.builder().setDelimiter(format.separator()).setIgnoreSurroundingSpaces(
                true).setIgnoreEmptyLines(true);
        format.comment().ifPresent(csv::setCommentMarker);
        try (CSVParser parser = CSVParser.parse(new StringReader(text), csv.get())) {
            parser.forEach(this::add);
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new DataException(message("line %d or later: %s".formatted(line, e.getMessage())), e);
        }
        return new Table(name, names, rows, lines.stream().mapToInt(Integer::intValue)
                .toArray());
    }

    private void add(CSVRecord row) {
        advance(row.getCharacterPosition());
        if (row.size() == 1 && row.get(0).isEmpty()) {
            return; // a line of blanks
        }
        if (names.isEmpty()) {
            names = List.copyOf(row.toList());
            Set<String> seen = new HashSet<>();
            for (String name : names) {
                if (!seen.add(name)) {
                    throw new DataException(message("line %d: names column \"%s\" twice".formatted(line, name)));
                }
            }
            return;
        }
        if (row.size() != names.size()) {
            throw new DataException(
                    message("line %d: has %d fields; there are %d columns, the last is \"%s\"".formatted(line,
                            row.size(), names.size(), names.getLast())));
        }
        rows.add(row.stream().map(this::field).toArray(TableReader::array));
        lines.add(line);
    }

    @SuppressWarnings("unchecked") // arrays have no type arguments
    private static Optional<String>[] array(int length) {
        return (Optional<String>[]) new Optional<?>[length];
    }

    /** Each text once: most fields of a column are alike. */
    private Optional<String> field(String field) {
        return texts.computeIfAbsent(field, key -> key.isEmpty() || format.missing().contains(key)
                ? Optional.empty()
                : Optional.of(key));
    }

    /** Counts lines up to a row; the parser's position is before the comments and empty lines that precede it. */
    private void advance(long target) {
        for (; position < target; position++) {
            line += text.charAt(position) == '\n' ? 1 : 0;
        }
        while (position < text.length() && isPassedOver(text.charAt(position))) {
            int end = text.indexOf('\n', position);
            line++;
            position = end < 0 ? text.length() : end + 1;
        }
    }

    private boolean isPassedOver(char first) {
        return first == '\n' || first == '\r' || format.comment().filter(comment -> comment == first).isPresent();
    }

    private String message(String rule) {
        return "table: " + name + ": " + rule;
    }
}
