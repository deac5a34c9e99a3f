package dev.culebra.cuda.discovery;

import dev.culebra.cuda.Cuda;
import dev.culebra.cuda.CudaException;
import dev.culebra.cuda.CudaVersion;
import dev.culebra.cuda.DeviceInfo;
import dev.culebra.cuda.discovery.LibrarySearch.Bound;
import dev.culebra.cuda.driver.CudaDriver;
import dev.culebra.cuda.jcuda.JCudaProvider;
import dev.culebra.cuda.panama.PanamaDriver;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Searches for CUDA: the folder of {@value CudaSettings#FOLDER} first, then, for the driver, the linker's own path; for cuBLAS the
 * toolkits and the Python wheels before that.
 *
 * <p>{@snippet :
 * CudaDiscovery.run().report().forEach(System.out::println);
 * }
 */
public final class CudaDiscovery {
    private final CudaSettings settings;
    private final Host host;
    private final Loader loader;

    CudaDiscovery(CudaSettings settings, Host host, Loader loader) {
        this.settings = settings;
        this.host = host;
        this.loader = loader;
    }

    /** Searches as the system properties say. */
    public static Discovery run() {
        return run(CudaSettings.ofProperties());
    }

    /** Searches this host; what is found stays loaded for as long as the JVM runs. */
    public static Discovery run(CudaSettings settings) {
        return new CudaDiscovery(settings, Host.ofThisJvm(), Loader.ofThisJvm()).search();
    }

    Discovery search() {
        LibrarySearch search = new LibrarySearch(loader, "cuInit");
        Optional<Bound<PanamaDriver>> driver = driver(search);
        if (driver.isEmpty()) {
            return new Discovery.Missing("no NVIDIA driver", search.attempts());
        }
        return with(driver.get());
    }

    private Optional<Bound<PanamaDriver>> driver(LibrarySearch search) {
        List<String> names = host.system().driverNames();
        Optional<Bound<PanamaDriver>> found =
                settings.folder().flatMap(folder -> search.inFolder(folder, names, PanamaDriver::new));
        found = found.or(() -> search.onLinkersPath(names, PanamaDriver::new));
        for (Path folder : new Folders(host).driver()) {
            found = found.or(() -> search.inFolder(folder, names, PanamaDriver::new));
        }
        return found;
    }

    private Discovery with(Bound<PanamaDriver> driver) {
        try {
            CudaDriver calls = switch (settings.provider()) {
                case PANAMA -> driver.library();
                case JCUDA -> JCudaProvider.driver(driver.library());
            };
            return with(new Cuda(calls), driver.file());
        } catch (CudaException e) {
            return new Discovery.Missing("driver " + driver.file() + ": " + e.getMessage(), List.of());
        } catch (LinkageError e) {
            // JCuda's own message goes on for a page.
            String reason = e.toString().lines().findFirst().orElseThrow();
            return new Discovery.Missing("JCuda was asked for and cannot be loaded: " + reason, List.of());
        }
    }

    private Discovery with(Cuda cuda, String file) {
        cuda.init();
        CudaVersion version = cuda.version();
        List<DeviceInfo> devices =
                IntStream.range(0, cuda.devices().count()).mapToObj(i -> cuda.devices().info(cuda.devices().device(i)))
                        .toList();
        if (devices.isEmpty()) {
            return new Discovery.Missing("driver " + file + ": it has no cards", List.of());
        }
        BlasDiscovery blas = new BlasSearch(host, loader, settings, version).run(cuda);
        return new Discovery.Found(cuda, settings.provider(), version, file, devices, blas);
    }
}
