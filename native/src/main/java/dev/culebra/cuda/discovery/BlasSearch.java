package dev.culebra.cuda.discovery;

import dev.culebra.cuda.Blas;
import dev.culebra.cuda.BlasLt;
import dev.culebra.cuda.Cuda;
import dev.culebra.cuda.CudaVersion;
import dev.culebra.cuda.discovery.LibrarySearch.Bound;
import dev.culebra.cuda.driver.CudaBlas;
import dev.culebra.cuda.driver.CudaBlasLt;
import dev.culebra.cuda.jcuda.JCudaProvider;
import dev.culebra.cuda.panama.PanamaBlas;
import dev.culebra.cuda.panama.PanamaBlasLt;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for a cuBLAS that the driver can serve. cuBLAS needs cuBLASLt of its own version and finds it by name among what is
 * loaded, so that is loaded first, from the same place.
 */
final class BlasSearch {
    private static final List<Integer> MAJORS = List.of(13, 12, 11);

    private final Host host;
    private final Loader loader;
    private final CudaSettings settings;
    private final CudaVersion driver;
    private final LibrarySearch search;

    BlasSearch(Host host, Loader loader, CudaSettings settings, CudaVersion driver) {
        this.host = host;
        this.loader = loader;
        this.settings = settings;
        this.driver = driver;
        this.search = new LibrarySearch(loader, "cublasCreate_v2");
    }

    BlasDiscovery run(Cuda cuda) {
        if (!settings.blas()) {
            return new BlasDiscovery.Missing("not wanted (" + CudaSettings.BLAS + "=none)", List.of());
        }
        for (int major : majors()) {
            if (major > driver.major()) {
                search.note(host.system().fileName("cublas", major), "passed over: the driver can do CUDA " + driver);
            }
        }
        List<Integer> served = majors().stream().filter(major -> major <= driver.major()).toList();
        Stream<Path> folders = Stream.concat(settings.folder().stream(), new Folders(host).blas().stream());
        return folders.flatMap(folder -> inFolder(cuda, folder, served).stream()).findFirst()
                .or(() -> onLinkersPath(cuda, served))
                .orElseGet(() -> new BlasDiscovery.Missing("not found", search.attempts()));
    }

    /** JCublas can do 12 and nothing else. */
    private List<Integer> majors() {
        return switch (settings.provider()) {
            case PANAMA -> MAJORS;
            case JCUDA -> List.of(JCudaProvider.BLAS_MAJOR, 13, 11);
        };
    }

    private Optional<BlasDiscovery> inFolder(Cuda cuda, Path folder, List<Integer> majors) {
        List<String> names = majors.stream().map(major -> host.system().fileName("cublas", major)).toList();
        LibrarySearch quiet = new LibrarySearch(loader, "cublasLtCreate");
        for (int major : majors) {
            String name = host.system().fileName("cublas", major);
            if (folder.resolve(name).toFile().isFile()) {
                Optional<CudaBlasLt> lt = library(
                        quiet.inFolder(folder, List.of(host.system().fileName("cublasLt", major)), PanamaBlasLt::new));
                Optional<BlasDiscovery> found =
                        search.inFolder(folder, List.of(name), PanamaBlas::new)
                                .map(blas -> found(cuda, blas, lt, major));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        if (names.stream().noneMatch(name -> folder.resolve(name).toFile().isFile())) {
            search.inFolder(folder, names, PanamaBlas::new);
        }
        return Optional.empty();
    }

    private Optional<BlasDiscovery> onLinkersPath(Cuda cuda, List<Integer> majors) {
        LibrarySearch quiet = new LibrarySearch(loader, "cublasLtCreate");
        for (int major : majors) {
            Optional<CudaBlasLt> lt = library(
                    quiet.onLinkersPath(List.of(host.system().fileName("cublasLt", major)), PanamaBlasLt::new));
            Optional<BlasDiscovery> found =
                    search.onLinkersPath(List.of(host.system().fileName("cublas", major)), PanamaBlas::new)
                            .map(blas -> found(cuda, blas, lt, major));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<CudaBlasLt> library(Optional<Bound<PanamaBlasLt>> bound) {
        return bound.map(Bound::library);
    }

    private BlasDiscovery found(Cuda cuda, Bound<PanamaBlas> bound, Optional<CudaBlasLt> lt, int major) {
        Optional<CudaBlas> jcublas = settings.provider() == Provider.JCUDA && major == JCudaProvider.BLAS_MAJOR
                ? JCudaProvider.blas()
                : Optional.empty();
        return new BlasDiscovery.Found(new Blas(cuda, jcublas.orElse(bound.library())),
                lt.map(calls -> new BlasLt(cuda, calls)),
                jcublas.isPresent() ? Provider.JCUDA : Provider.PANAMA, bound.file());
    }
}
