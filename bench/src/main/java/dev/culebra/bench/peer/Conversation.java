package dev.culebra.bench.peer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * How a library answers: an empty line asks for its version, any other is a question; out go the first values of the result and the
 * seconds of each round, or why there are none. The same question again is timed again, and nothing is made anew.
 *
 * <pre>{@code
 * static void main(String[] args) throws IOException {
 *     Conversation.hold(args, threads -> new MyLibrary(threads));
 * }
 * }</pre>
 */
public final class Conversation {
    /** A wrong result may be no number. */
    private static final Gson JSON = new GsonBuilder().serializeSpecialFloatingPointValues().create();

    private final Library library;
    private final Stopwatch watch;
    private String question = "";
    private Optional<Work> work = Optional.empty();

    private Conversation(Library library, Stopwatch watch) {
        this.library = library;
        this.watch = watch;
    }

    /**
     * Answers until there are no more questions.
     *
     * @param args {@code full} or {@code tiny}, {@code cpu}, number of threads
     * @param open makes the library, for so many threads
     */
    public static void hold(String[] args, IntFunction<Library> open) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // what libraries print is no answer
        Stopwatch watch = args[0].equals("tiny") ? Stopwatch.TINY : Stopwatch.CPU;
        Optional<Conversation> conversation = Optional.empty();
        String reason = "";
        try {
            conversation = Optional.of(new Conversation(open.apply(Integer.parseInt(args[2])), watch));
        } catch (RuntimeException | LinkageError e) {
            reason = String.valueOf(e);
        }
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.println(JSON.toJson(conversation.isPresent()
                    ? conversation.get().answer(line)
                    : Map.of("error", reason)));
        }
        System.exit(0); // some libraries leave threads behind
    }

    private Map<String, Object> answer(String line) {
        if (line.isBlank()) {
            return Map.of("version", library.version(), "cases", library.cases());
        }
        try {
            boolean again = line.equals(question) && work.isPresent();
            if (!again) {
                work.ifPresent(Work::close);
                work = Optional.empty();
                work = Optional.of(library.prepare(Question.of(line)));
                question = line;
            }
            Work ready = work.orElseThrow();
            return Map.of("values", ready.values(), "seconds", watch.time(ready.once(), () -> {}, true, again));
        } catch (RuntimeException | LinkageError e) {
            return Map.of("error", String.join(" ", List.of(String.valueOf(e).split("\\s+"))));
        }
    }
}
