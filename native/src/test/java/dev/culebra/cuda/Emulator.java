package dev.culebra.cuda;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culebra.cuda.discovery.CudaDiscovery;
import dev.culebra.cuda.discovery.CudaSettings;
import dev.culebra.cuda.discovery.Discovery;
import dev.culebra.cuda.discovery.Provider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The emulated driver that the build makes where it finds a C++ compiler. */
public final class Emulator {
    private Emulator() {}

    public static Path folder() {
        return Path.of(System.getProperty("culebra.emulator", "target/emulator")).toAbsolutePath();
    }

    public static void assumeBuilt() {
        assumeTrue(Files.exists(folder().resolve("libcuda.so.1")),
                () -> "no emulated driver in " + folder() + ": it is built where there is a C++ compiler (g++)");
    }

    public static Discovery.Found open(Provider provider) {
        assumeBuilt();
        CudaSettings settings = new CudaSettings(Optional.of(folder()), provider, true);
        return switch (CudaDiscovery.run(settings)) {
            case Discovery.Found found -> found;
            case Discovery.Missing missing -> fail(String.join("\n", missing.report()));
        };
    }
}
