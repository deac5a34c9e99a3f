package dev.culebra.bench.compare;

import dev.culebra.bench.results.Commit;
import dev.culebra.bench.results.Processor;
import dev.culebra.cuda.discovery.BlasDiscovery;
import dev.culebra.cuda.discovery.Discovery;
import dev.culebra.cuda.discovery.DriverRelease;
import dev.culebra.engine.Device;
import dev.culebra.engine.cpu.CpuThreads;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * What figures are worth nothing without.
 *
 * @param fileName that the results go by, without ending
 * @param facts by name, for people
 */
record Environment(String fileName, SequencedMap<String, String> facts) {
    /** System property that names the commit that is measured. */
    static final String COMMIT = "culebra.commit";

    static Environment of(Discovery.Found found, int ordinal, String peer, boolean tiny) {
        String commit = commit();
        String date = LocalDate.now(ZoneOffset.UTC).toString();
        String card = found.devices().get(ordinal).name();
        String release = DriverRelease.ofThisHost().orElse("unknown");
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        facts.put("date", date);
        facts.put("commit", commit);
        facts.put("card", found.devices().get(ordinal).toString());
        facts.put("driver", release + ", CUDA " + found.version() + ", " + found.driverFile());
        facts.put("cuBLAS", switch (found.blas()) {
            case BlasDiscovery.Found blas -> blas.file();
            case BlasDiscovery.Missing missing -> "none: " + missing.reason();
        });
        facts.put("provider", found.provider().toString());
        facts.put("peer", peer);
        return of(String.join("-", date, slug(card), slug(release)), commit, facts, tiny);
    }

    /** On which the device {@code cpu} computes. */
    static int threads() {
        return Integer.getInteger(CpuThreads.PROPERTY, Runtime.getRuntime().availableProcessors());
    }

    private static String commit() {
        String named = System.getProperty(COMMIT);
        try {
            return named == null ? Commit.ofSourceTree() : named;
        } catch (IOException e) { // there is no git
            return "unknown";
        }
    }

    /** Of the processor, with as many threads as the device {@code cpu} has. */
    static Environment ofCpu(String peer, boolean tiny) {
        String commit = commit();
        String date = LocalDate.now(ZoneOffset.UTC).toString();
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        facts.put("date", date);
        facts.put("commit", commit);
        facts.put("processor", Processor.name());
        facts.put("device", Device.of("cpu").backend().description());
        facts.put("peer", peer + ", as many threads");
        int threads = threads();
        return of(String.join("-", date, "cpu", threads + (threads == 1 ? "-thread" : "-threads")), commit, facts,
                tiny);
    }

    private static Environment of(String name, String commit, SequencedMap<String, String> facts, boolean tiny) {
        facts.put("Java", Runtime.version() + ", " + System.getProperty("java.vendor"));
        facts.put("host", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors");
        if (tiny) {
            facts.put("sizes", "tiny, to see that everything works: these figures say nothing about speed");
        }
        return new Environment(name + "-" + Commit.abbreviated(commit), facts);
    }

    private static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^-|-$", "");
    }
}
