package dev.culebra.engine.contract;

import dev.culebra.cuda.discovery.HostBlasDiscovery;
import dev.culebra.engine.cpu.CpuBackend;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.blas.BlasLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The BLAS that the contract is run with: the one that {@code -Dculebra.cpu.blas} names, else the first of those known by name that
 * this host has. It computes every product that it can take, also those that are too small to be left to it.
 */
final class Libraries {
    static final String DEVICE = "cpu-blas";

    private static final List<String> KNOWN = List.of("accelerate", "openblas", "mkl", "blis");

    private Libraries() {}

    /** What came of the search, looked for once. */
    sealed interface Answer {
        record Present(CpuBackend backend, String file) implements Answer {}

        record Missing(String reason) implements Answer {}
    }

    static Answer look() {
        return Once.ANSWER;
    }

    private static final class Once {
        static final Answer ANSWER = search();
    }

    private static Answer search() {
        String named = System.getProperty(HostBlasDiscovery.PROPERTY, "");
        if (named.equals(HostBlasDiscovery.NONE)) {
            return new Answer.Missing("not wanted (" + HostBlasDiscovery.PROPERTY + "=none)");
        }
        List<String> reasons = new ArrayList<>();
        for (String name : named.isEmpty() ? KNOWN : List.of(named)) {
            switch (HostBlasDiscovery.run(name)) {
                case HostBlasDiscovery.Found(var blas, String file) -> {
                    return new Answer.Present(CpuBackend.best(DEVICE, CpuThreads.fromProperties(),
                            Optional.of(new BlasLibrary(blas, file, 1))), file);
                }
                case HostBlasDiscovery.Missing missing -> reasons.add(missing.reason());
            }
        }
        return new Answer.Missing(named.isEmpty()
                ? "no BLAS on this host: looked for " + String.join(", ", KNOWN) + "; -D" + HostBlasDiscovery.PROPERTY
                        + " names another"
                : reasons.getFirst());
    }
}
