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
import java.util.List;
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

    static Environment of(Discovery.Found found, int ordinal, List<Peer> peers, boolean tiny) {
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
        return of(String.join("-", date, slug(card), slug(release)), commit, facts, peers, tiny);
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

    /** Of the processor. */
    static Environment ofCpu(List<Peer> peers, boolean tiny) {
        String commit = commit();
        String date = LocalDate.now(ZoneOffset.UTC).toString();
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        facts.put("date", date);
        facts.put("commit", commit);
        facts.put("processor", Processor.name());
        facts.put("device", Device.of("cpu").backend().description().replaceFirst(", \\d+ threads?$", ""));
        return of(date + "-cpu", commit, facts, peers, tiny);
    }

    private static Environment of(String name, String commit, SequencedMap<String, String> facts, List<Peer> peers,
            boolean tiny) {
        peers.forEach(peer -> facts.put(peer.label(), peer.description()));
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
