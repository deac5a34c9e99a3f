package dev.culebra.bench.compare;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Libraries for the JVM, each in one of its own; {@code -Ppeers} fetches them and puts down their class paths. */
enum JvmPeer {
    DJL("DJL"), TENSORFLOW("TensorFlow"), DL4J("DL4J"), OPENBLAS("OpenBLAS");

    private final String label;

    JvmPeer(String label) {
        this.label = label;
    }

    static JvmPeer of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** @param peers the folder {@code bench/peers} */
    Peer start(Path peers, boolean tiny, int threads) {
        Path target = peers.resolve(name().toLowerCase(Locale.ROOT)).resolve("target");
        try {
            String path = target.resolve("classes") + File.pathSeparator
                    + Files.readString(target.resolve("classpath")).strip();
            return Peer.start(label, threads,
                    List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", path,
                            "dev.culebra.bench.peers." + label, tiny ? "tiny" : "full", "cpu",
                            Integer.toString(threads)));
        } catch (IOException e) {
            return Peer.none(label, "it is not built (-Ppeers): " + e.getMessage());
        }
    }
}
