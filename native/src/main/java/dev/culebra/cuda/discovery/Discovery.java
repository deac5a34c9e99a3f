package dev.culebra.cuda.discovery;

import dev.culebra.cuda.Cuda;
import dev.culebra.cuda.CudaVersion;
import dev.culebra.cuda.DeviceInfo;
import java.util.List;

/**
 * What a search for CUDA came to.
 *
 * <p>{@snippet :
 * switch (CudaDiscovery.run()) {
 *     case Discovery.Found found -> train(found.cuda());
 *     case Discovery.Missing missing -> System.err.println(missing.reason());
 * }
 * }
 */
public sealed interface Discovery {
    /** Lines for people: what the sample {@code devices} prints. */
    default List<String> report() {
        return CudaReport.lines(this);
    }

    /**
     * A driver with at least one card.
     *
     * @param cuda initialised
     * @param provider through which it is called
     * @param version the newest CUDA that the driver can do
     * @param driverFile where it was found
     */
    record Found(Cuda cuda, Provider provider, CudaVersion version, String driverFile, List<DeviceInfo> devices,
            BlasDiscovery blas) implements Discovery {
        public Found {
            devices = List.copyOf(devices);
        }
    }

    /**
     * No card can be used.
     *
     * @param reason in one line
     * @param attempts every place that was looked at
     */
    record Missing(String reason, List<Attempt> attempts) implements Discovery {
        public Missing {
            attempts = List.copyOf(attempts);
        }
    }
}
