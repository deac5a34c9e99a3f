package dev.culebra.cuda.discovery;

import dev.culebra.cuda.discovery.HostBlasDiscovery.Found;
import dev.culebra.cuda.discovery.HostBlasDiscovery.Missing;
import dev.culebra.cuda.discovery.LibrarySearch.Bound;
import dev.culebra.cuda.driver.HostBlas;
import dev.culebra.cuda.panama.PanamaHostBlas;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks for a BLAS where the operating system's loader looks, under the names it may have. */
record HostBlasSearch(Loader loader, String system) {
    HostBlasDiscovery run(String name) {
        LibrarySearch search = new LibrarySearch(loader, "cblas_sgemm");
        for (String file : files(name)) {
            Optional<Bound<PanamaHostBlas>> bound = search.onLinkersPath(List.of(file), PanamaHostBlas::new);
            if (bound.isPresent()) {
                HostBlas blas = bound.get().library();
                if (HostBlasTrial.succeeds(blas)) {
                    return new Found(blas, bound.get().file());
                }
                search.note(bound.get().file(), "its products are wrong");
            }
        }
        return new Missing(name, search.attempts());
    }

    private List<String> files(String name) {
        return HostBlasName.of(name).map(known -> known.files(system)).orElseGet(() -> {
            if (!name.matches(".*[./\\\\].*")) {
                throw new IllegalArgumentException("%s: %s, %s or a file, not %s".formatted(HostBlasDiscovery.PROPERTY,
                        Arrays.stream(HostBlasName.values()).map(HostBlasName::toString).collect(
                                Collectors.joining(", ")),
                        HostBlasDiscovery.NONE, name));
            }
            return List.of(name);
        });
    }
}
