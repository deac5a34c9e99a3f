package dev.culebra.bench.gpu;

import dev.culebra.bench.results.Commit;
import dev.culebra.cuda.discovery.BlasDiscovery;
import dev.culebra.cuda.discovery.Discovery;
import dev.culebra.cuda.discovery.DriverRelease;
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
        String commit = System.getProperty(COMMIT, "unknown");
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
        facts.put("Java", Runtime.version() + ", " + System.getProperty("java.vendor"));
        facts.put("host", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors");
        if (tiny) {
            facts.put("sizes", "tiny, to see that everything works: these figures say nothing about speed");
        }
        return new Environment(String.join("-", date, slug(card), slug(release), Commit.abbreviated(commit)), facts);
    }

    private static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^-|-$", "");
    }
}
