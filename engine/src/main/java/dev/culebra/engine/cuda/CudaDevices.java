package dev.culebra.engine.cuda;

import dev.culebra.cuda.EmulatedDriver;
import dev.culebra.cuda.discovery.CudaDiscovery;
import dev.culebra.cuda.discovery.CudaSettings;
import dev.culebra.cuda.discovery.Discovery;
import dev.culebra.engine.Device;
import dev.culebra.engine.DeviceException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** The NVIDIA cards of this host, and the emulated one of the source tree. */
public final class CudaDevices {
    private static final String EMULATED = "cuda-emulated";

    private CudaDevices() {}

    /** Searches once, when first asked. */
    private static final class Real {
        static final Discovery DISCOVERY = CudaDiscovery.run();
    }

    /**
     * A card, as {@code cuda:0}, or {@code cuda-emulated} and, where there are several of that, {@code cuda-emulated:1}.
     *
     * @throws DeviceException if there is none such; the message says what was tried
     */
    public static Device open(String name) {
        boolean emulated = name.startsWith(EMULATED);
        int colon = name.indexOf(':');
        int ordinal = colon < 0 ? 0 : Integer.parseInt(name.substring(colon + 1));
        Discovery discovery = emulated
                ? CudaDiscovery.run(CudaSettings.ofProperties().withFolder(emulator()))
                : Real.DISCOVERY;
        return switch (discovery) {
            case Discovery.Missing missing ->
                    throw new DeviceException("device: %s cannot be used: %s%s".formatted(name,
                            missing.reason(),
                            missing.attempts().stream().map(attempt -> "\n  tried " + attempt).collect(Collectors
                                    .joining())));
            case Discovery.Found found -> open(name, found, ordinal);
        };
    }

    private static Device open(String name, Discovery.Found found, int ordinal) {
        if (ordinal >= found.devices().size()) {
            throw new DeviceException(
                    "device: %s cannot be used: this host has %d cards, numbered from 0".formatted(name,
                            found.devices().size()));
        }
        return new CudaBackend(name, found, ordinal).device();
    }

    /** Why there is no card on this host; empty if there is one. */
    public static Optional<String> missing() {
        return Real.DISCOVERY instanceof Discovery.Missing missing ? Optional.of(missing.reason()) : Optional.empty();
    }

    /** Where the build puts the emulated driver: in {@code native/target/emulator} of the source tree we are in. */
    static Path emulator() {
        return EmulatedDriver.folder().orElseThrow(() -> new DeviceException(
                ("device: %s is not built: run native/src/emulator/build.sh native/target/emulator in the "
                        + "source tree, or name its folder by -D%s").formatted(EMULATED, EmulatedDriver.FOLDER)));
    }
}
