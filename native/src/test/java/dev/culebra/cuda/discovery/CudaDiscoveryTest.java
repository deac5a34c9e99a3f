package dev.culebra.cuda.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culebra.cuda.discovery.Host.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Searches that find nothing, on a machine whose file system is a folder here; the linker's own path is the real one. */
class CudaDiscoveryTest {
    @TempDir
    private Path root;

    private Discovery search(Loader loader, Optional<Path> folder, OperatingSystem system) {
        CudaSettings settings = new CudaSettings(folder, Provider.PANAMA, true);
        return new CudaDiscovery(settings, new Host(system, root, Map.of()), loader).search();
    }

    private Discovery.Missing missing(Optional<Path> folder) {
        Discovery discovery = search(new PosixLoader(), folder, OperatingSystem.LINUX);
        assumeTrue(discovery instanceof Discovery.Missing, "this machine has an NVIDIA driver");
        return (Discovery.Missing) discovery;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhatTheLoaderSaid() {
        Discovery.Missing missing = missing(Optional.empty());
        assertEquals("no NVIDIA driver", missing.reason());
        assertEquals("libcuda.so.1: cannot open shared object file: No such file or directory",
                missing.attempts().getFirst().toString());
        assertEquals("CUDA      no NVIDIA driver", missing.report().getFirst());
        assertEquals("  tried   " + root.resolve("usr/lib/wsl/lib") + ": no such folder", missing.report().get(2));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void looksIntoTheGivenFolderFirst() {
        Attempt first = missing(Optional.of(root)).attempts().getFirst();
        assertEquals(new Attempt(root.toString(), "no libcuda.so.1"), first);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void brokenLibrary() throws IOException {
        Path file = Files.createFile(root.resolve("libcuda.so.1"));
        assertEquals(new Attempt(file.toString(), "file too short"),
                missing(Optional.of(root)).attempts().getFirst());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void libraryOfAnotherKind() throws IOException {
        Files.createDirectories(root.resolve("usr/lib/wsl/lib"));
        Path other = Path.of(System.getProperty("java.home"), "lib", "libjava.so");
        Path file = Files.copy(other, root.resolve("libcuda.so.1"));
        Attempt first = missing(Optional.of(root)).attempts().getFirst();
        assertEquals(file.toString(), first.place());
        assertTrue(first.reason().matches("lacks cuDeviceGetCount, cuDeviceGet, cuDeviceGetName and \\d+ more"),
                first::toString);
    }

    @Test
    void withoutNativeAccessNothingIsLoaded() {
        Module module = getClass().getModule();
        Discovery.Missing missing =
                (Discovery.Missing) search(new ForbiddenLoader(module), Optional.empty(), OperatingSystem.LINUX);
        String holder = module.isNamed() ? "dev.culebra.cuda" : "ALL-UNNAMED";
        assertEquals("libcuda.so.1: native access is off; start Java with --enable-native-access=" + holder,
                missing.attempts().getFirst().toString());
    }

    @Test
    void windowsLoaderTellsThatItFailed() {
        Loader.Loading loading = new WindowsLoader().load(root.resolve("nvcuda.dll").toString(), "cuInit");
        assertEquals(new Loader.Refused("cannot be loaded"), loading);
    }

    @Test
    void settingsNameWhatTheyCanBe() {
        assertMessage(CudaSettings.PROVIDER, "cuda4j", "culebra.cuda.provider: panama or jcuda, not cuda4j");
        assertMessage(CudaSettings.BLAS, "mkl", "culebra.cuda.blas: auto or none, not mkl");
    }

    private static void assertMessage(String property, String value, String message) {
        String before = System.setProperty(property, value);
        try {
            assertEquals(message,
                    assertThrows(IllegalArgumentException.class, CudaSettings::ofProperties).getMessage());
        } finally {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        }
    }

    @Test
    void reportOfDriverWithoutBlas() {
        List<Attempt> attempts = List.of(new Attempt("libcublas.so.13", "not there"));
        assertEquals(List.of("CUDA      none", "  tried   libcublas.so.13: not there"),
                new Discovery.Missing("none", attempts).report());
    }
}
