package dev.culebra.bench.compare;

import dev.culebra.bench.peer.Stopwatch;
import dev.culebra.cuda.discovery.CudaDiscovery;
import dev.culebra.cuda.discovery.Discovery;
import dev.culebra.engine.Device;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Measures a device, with other libraries beside it in turns, and writes what it finds as Markdown and JSON into a folder, named by
 * date, device and commit. Every result is checked before it is timed. A run of the same state on the same day adds to what an
 * earlier one found: {@code --only} and {@code --rows} measure a part.
 *
 * <pre>
 * java dev.culebra.bench.compare.Comparison --out bench/results --peers bench/peers --python python3
 * java dev.culebra.bench.compare.Comparison --device cpu --threads 1,2 --with djl,dl4j,openblas,tensorflow
 * java -Dculebra.cuda.path=native/target/emulator dev.culebra.bench.compare.Comparison --tiny --out target/results
 * </pre>
 */
public final class Comparison {
    private final PrintStream out;
    private final Options options;

    /** There is more to measure, but no time for it. */
    private static final class TimeIsUp extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Comparison(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
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
        Optional<Options> options = Options.of(args);
        if (options.isEmpty()) {
            out.println(Options.USAGE);
            return 2;
        }
        var comparison = new Comparison(out, options.get());
        return options.get().cpu() && !options.get().threads().isEmpty()
                ? comparison.eachInAProcess(args)
                : comparison.measure();
    }

    /** The number of threads of a device, and of a peer, is settled once for each process. */
    private int eachInAProcess(String... args) throws IOException {
        for (int threads : options.threads()) {
            List<String> command = OwnProcess.command(Comparison.class, threads, args);
            command.addAll(List.of("--threads", ""));
            try {
                int code = new ProcessBuilder(command).inheritIO().start().waitFor();
                if (code != 0) {
                    return code;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        return 0;
    }

    private int measure() throws IOException {
        if (options.cpu()) {
            int threads = Environment.threads();
            measure(Device.of("cpu"), threads, Optional.empty(),
                    peers -> Environment.ofCpu(peers, options.tiny()));
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
                    measure(Device.of("cuda"), 0, blas,
                            peers -> Environment.of(found, 0, peers, options.tiny()));
                } finally {
                    blas.ifPresent(RawBlas::close);
                }
                return 0;
            }
        }
    }

    private void measure(Device device, int threads, Optional<RawBlas> blas,
            Function<List<Peer>, Environment> describe) throws IOException {
        Files.createDirectories(options.folder());
        List<Row> rows = new ArrayList<>();
        long start = System.nanoTime();
        List<Peer> peers = peers(threads);
        try {
            Environment environment = describe.apply(peers);
            peers.forEach(peer -> out.println("%-9s %s".formatted(peer.label(), peer.description())));
            Stopwatch watch = options.tiny() ? Stopwatch.TINY : threads == 0 ? Stopwatch.CARD : Stopwatch.CPU;
            Cases cases = new Cases(device, threads, blas, peers, watch, options.tiny(), options.rows(), row -> {
                rows.add(row);
                show(row);
                if (System.nanoTime() - start > options.limitSeconds() * 1_000_000_000) {
                    throw new TimeIsUp();
                }
            });
            boolean complete = false;
            try {
                options.sections().forEach(cases::run);
                complete = true;
            } catch (TimeIsUp _) {
                out.println("time is up: " + options.limitSeconds() + " s");
            } finally {
                write(new Results(environment.facts(), complete, rows), environment.fileName());
            }
        } finally {
            peers.forEach(Peer::close);
        }
    }

    private List<Peer> peers(int threads) {
        List<Peer> peers = new ArrayList<>();
        peers.add(options.python().map(interpreter -> Peer.start(Row.PYTORCH, threads, List.of(interpreter, "-u",
                options.peers().resolve("pytorch.py").toString(), options.tiny() ? "tiny" : "full",
                threads == 0 ? "cuda" : "cpu", Integer.toString(threads))))
                .orElseGet(() -> Peer.none(Row.PYTORCH, "no Python was named (--python)")));
        if (threads > 0) {
            options.with().forEach(each -> peers.add(each.start(options.peers(), options.tiny(), threads)));
            peers.add(PlainJava.start(options.tiny(), threads));
        }
        return peers;
    }

    private void show(Row row) {
        StringBuilder line = new StringBuilder("%-45s".formatted(row.name()));
        row.figures().keySet().forEach(who -> line.append("  %s %s".formatted(who, row.text(who))));
        out.println(line.append(' ').append(row.section().unit()));
    }

    private void write(Results results, String name) throws IOException {
        Path json = options.folder().resolve(name + ".json");
        Results all = Files.exists(json) ? Results.of(Files.readString(json)).with(results) : results;
        Path markdown = options.folder().resolve(name + ".md");
        Files.writeString(json, all.json());
        Files.writeString(markdown, new Report(all).markdown());
        out.println("results   " + markdown);
    }
}
