package dev.culebra.bench.compare;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the command line of {@link Comparison} asks for.
 *
 * @param tiny small sizes, to see that everything works
 * @param cpu rather than a card
 * @param threads each of these numbers in a process of its own; empty: as many as the device has
 * @param sections that are measured
 * @param rows of which names are measured
 * @param folder for results
 * @param peers where the peers' programs are
 * @param python an interpreter that has PyTorch
 * @param with libraries for the JVM
 */
record Options(boolean tiny, boolean cpu, List<Integer> threads, List<Row.Section> sections, Pattern rows, Path folder,
        Path peers, Optional<String> python, List<JvmPeer> with, long limitSeconds) {
    static final String USAGE =
            "bench: [--device cuda|cpu] [--threads N,N] [--tiny] [--out FOLDER] [--python PYTHON] [--peers FOLDER] "
                    + "[--with djl,dl4j,openblas,tensorflow] [--seconds LIMIT] "
                    + "[--only bandwidth,products,convolutions,steps,host,reductions,softmax,normalization,indices] "
                    + "[--rows REGEX]";
    private static final List<String> NAMES = List.of("--device", "--threads", "--out", "--python", "--peers", "--with",
            "--seconds", "--only", "--rows");

    /** Nothing if they cannot be understood; of an option that is there twice the last counts. */
    static Optional<Options> of(String... args) {
        Map<String, String> given = new HashMap<>();
        boolean tiny = false;
        for (Iterator<String> words = Arrays.asList(args).iterator(); words.hasNext();) {
            String word = words.next();
            if (word.equals("--tiny")) {
                tiny = true;
            } else if (NAMES.contains(word) && words.hasNext()) {
                given.put(word, words.next());
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(new Options(tiny, given.getOrDefault("--device", "cuda").equals("cpu"),
                    list(given, "--threads").map(Integer::valueOf).toList(),
                    given.containsKey("--only")
                            ? list(given, "--only").map(name -> Row.Section.valueOf(name.toUpperCase(Locale.ROOT)))
                                    .toList()
                            : List.of(Row.Section.values()),
                    Pattern.compile(given.getOrDefault("--rows", "")),
                    Path.of(given.getOrDefault("--out", "results")), Path.of(given.getOrDefault("--peers", "peers")),
                    Optional.ofNullable(given.get("--python")), list(given, "--with").map(JvmPeer::of).toList(),
                    Long.parseLong(given.getOrDefault("--seconds", Long.toString(Long.MAX_VALUE / 1_000_000_000)))));
        } catch (IllegalArgumentException _) { // a number, a name or a pattern that is none
            return Optional.empty();
        }
    }

    private static Stream<String> list(Map<String, String> given, String name) {
        return Arrays.stream(given.getOrDefault(name, "").split(",")).filter(word -> !word.isBlank());
    }
}
