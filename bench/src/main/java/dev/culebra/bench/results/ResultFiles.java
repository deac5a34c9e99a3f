package dev.culebra.bench.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Results of a run in {@code bench/results}: JSON for programs and Markdown for people, named by date, what was run, and commit.
 *
 * <pre>{@code
 * ResultFiles.write("quick", json, facts -> JmhTable.of(json, facts));
 * }</pre>
 */
public final class ResultFiles {
    /** Where they are, from the root of the project. */
    public static final Path FOLDER = Path.of("bench", "results");

    private ResultFiles() {}

    /**
     * Writes both, and says where.
     *
     * @param what was run
     * @param markdown makes the text, of facts without which figures are worth nothing
     */
    public static void write(String what, String json, Function<Map<String, String>, String> markdown)
            throws IOException {
        Files.createDirectories(FOLDER);
        String commit = Commit.ofSourceTree();
        String date = LocalDate.now(ZoneOffset.UTC).toString();
        String name = String.join("-", date, what, Commit.abbreviated(commit));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", date);
        facts.put("commit", commit);
        facts.put("processor", Processor.name() + ", " + Runtime.getRuntime().availableProcessors() + " threads");
        Files.writeString(FOLDER.resolve(name + ".json"), json);
        Path text = FOLDER.resolve(name + ".md");
        Files.writeString(text, markdown.apply(facts));
        System.out.println("results: " + text);
    }

    /** Title and facts, and an empty line. */
    public static String head(String title, Map<String, String> facts) {
        StringBuilder head = new StringBuilder("# ").append(title).append("\n\n");
        facts.forEach((name, fact) -> head.append("- ").append(name).append(": ").append(fact).append('\n'));
        return head.append("- Java: ").append(Runtime.version()).append("\n\n").toString();
    }
}
