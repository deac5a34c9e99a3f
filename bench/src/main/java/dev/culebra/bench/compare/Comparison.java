package dev.culebra.bench.compare;

import dev.culebra.cuda.discovery.CudaDiscovery;
import dev.culebra.cuda.discovery.Discovery;
import dev.culebra.engine.Device;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Measures a device, and writes what it finds as Markdown and JSON into a folder, named by date, device, driver and commit. Every
 * result is checked before it is timed.
 *
 * <pre>
 * java dev.culebra.bench.compare.Comparison --out bench/results --peers bench/peers --python python3
 * java -Dculebra.threads=1 dev.culebra.bench.compare.Comparison --device cpu --python python3
 * java -Dculebra.cuda.path=native/target/emulator dev.culebra.bench.compare.Comparison --tiny --out target/results
 * </pre>
 */
public final class Comparison {
    private static final String USAGE =
            "bench: [--device cuda|cpu] [--tiny] [--out FOLDER] [--python PYTHON] [--peers FOLDER] [--seconds LIMIT] "
                    + "[--only bandwidth|products|steps|host]";

    private final PrintStream out;
    private boolean tiny;
    private boolean cpu;
    private Set<Row.Section> sections = EnumSet.allOf(Row.Section.class);
    private Path folder = Path.of("results");
    private Path peers = Path.of("peers");
    private Optional<String> python = Optional.empty();
    private long limitSeconds = Long.MAX_VALUE / 1_000_000_000;

    /** There is more to measure, but no time for it. */
    private static final class TimeIsUp extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Comparison(PrintStream out) {
        this.out = out;
    }

    /**
     * Ends the process with code 0, with 1 if there is no card, with 2 if the arguments cannot be understood.
     *
     * @param args as {@code --help} says
     */
    public static void main(String[] args) throws IOException {
        System.exit(run(System.out, args));
    }

    static int run(PrintStream out, String... args) throws IOException {
        var bench = new Comparison(out);
        return bench.understands(args) ? bench.measure() : 2;
    }

    private boolean understands(String... args) {
        for (Iterator<String> words = Arrays.asList(args).iterator(); words.hasNext();) {
            String word = words.next();
            if (word.equals("--tiny")) {
                tiny = true;
                continue;
            }
            if (!List.of("--out", "--python", "--peers", "--seconds", "--device", "--only").contains(word)
                    || !words.hasNext()) {
                out.println(USAGE);
                return false;
            }
            String value = words.next();
            switch (word) {
                case "--out" -> folder = Path.of(value);
                case "--peers" -> peers = Path.of(value);
                case "--device" -> cpu = value.equals("cpu");
                case "--only" -> sections = EnumSet.of(Row.Section.valueOf(value.toUpperCase(Locale.ROOT)));
                case "--seconds" -> limitSeconds = Long.parseLong(value);
                default -> python = Optional.of(value);
            }
        }
        return true;
    }

    private int measure() throws IOException {
        if (cpu) {
            measure(Device.of("cpu"), Optional.empty(), peer -> Environment.ofCpu(peer, tiny));
            return 0;
        }
        switch (CudaDiscovery.run()) {
            case Discovery.Missing missing -> {
                missing.report().forEach(out::println);
                return 1;
            }
            case Discovery.Found found -> {
                found.report().forEach(out::println);
                Optional<RawBlas> blas = RawBlas.of(found, 0);
                try {
                    measure(Device.of("cuda"), blas, peer -> Environment.of(found, 0, peer, tiny));
                } finally {
                    blas.ifPresent(RawBlas::close);
                }
                return 0;
            }
        }
    }

    private void measure(Device device, Optional<RawBlas> blas, Function<String, Environment> describe)
            throws IOException {
        Files.createDirectories(folder);
        List<Row> rows = new ArrayList<>();
        long start = System.nanoTime();
        try (Peer peer = peer()) {
            Environment environment = describe.apply(peer.description());
            out.println("peer      " + peer.description());
            Cases cases = new Cases(device, blas, peer, tiny ? Stopwatch.TINY : Stopwatch.FULL, tiny, row -> {
                rows.add(row);
                show(row);
                if (System.nanoTime() - start > limitSeconds * 1_000_000_000) {
                    throw new TimeIsUp();
                }
            });
            boolean complete = false;
            try {
                cases.run(sections);
                complete = true;
            } catch (TimeIsUp _) {
                out.println("time is up: " + limitSeconds + " s");
            } finally {
                write(new Report(environment, rows, complete), environment.fileName());
            }
        }
    }

    private Peer peer() {
        return python.map(interpreter -> Peer.start(interpreter, peers.resolve("pytorch.py"), tiny,
                cpu ? List.of("cpu", Integer.toString(Environment.threads())) : List.of("cuda")))
                .orElseGet(() -> Peer.none("no Python was named (--python)"));
    }

    private void show(Row row) {
        StringBuilder line = new StringBuilder("%-45s".formatted(row.name()));
        row.figures().forEach((who, figure) -> line.append("  %s %s".formatted(who, row.text(figure))));
        out.println(line.append(' ').append(row.section().unit()));
    }

    private void write(Report report, String name) throws IOException {
        Path markdown = folder.resolve(name + ".md");
        Files.writeString(markdown, report.markdown());
        Files.writeString(folder.resolve(name + ".json"), report.json());
        out.println("results   " + markdown);
    }
}
