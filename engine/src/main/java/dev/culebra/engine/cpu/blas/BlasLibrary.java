package dev.culebra.engine.cpu.blas;

import dev.culebra.cuda.discovery.HostBlasDiscovery;
import dev.culebra.cuda.driver.HostBlas;
import dev.culebra.engine.DType;
import dev.culebra.engine.DeviceException;
import dev.culebra.engine.cpu.gemm.WholeProduct;
import java.util.Optional;

/**
 * A BLAS of the host, as far as the user wants one.
 *
 * @param file where it was found
 * @param least how many multiplications a product must have to be worth its while
 */
public record BlasLibrary(HostBlas blas, String file, double least) {
    /** Smaller products are computed sooner than the library has looked at its arguments and woken its threads. */
    private static final double LEAST = 32 * 32 * 32;

    private static final System.Logger LOGGER = System.getLogger(BlasLibrary.class.getName());

    /**
     * The one that {@value HostBlasDiscovery#PROPERTY} names, else the one that this operating system comes with; nothing where it is
     * {@value HostBlasDiscovery#NONE}, as it is by default on all but macOS.
     *
     * @throws DeviceException when the property names one that cannot be used
     */
    public static Optional<BlasLibrary> ofProperties() {
        Optional<String> named = Optional.ofNullable(System.getProperty(HostBlasDiscovery.PROPERTY)).map(String::strip);
        String name = named.orElseGet(HostBlasDiscovery::standard);
        if (name.equals(HostBlasDiscovery.NONE)) {
            return Optional.empty();
        }
        return switch (discover(name)) {
            case HostBlasDiscovery.Found found -> Optional.of(of(found));
            case HostBlasDiscovery.Missing missing when named.isPresent() ->
                    throw new DeviceException(HostBlasDiscovery.PROPERTY + ": " + missing.reason());
            case HostBlasDiscovery.Missing missing -> {
                LOGGER.log(System.Logger.Level.WARNING, "products are computed without " + missing.reason());
                yield Optional.empty();
            }
        };
    }

    /** The library that a search has found. */
    public static BlasLibrary of(HostBlasDiscovery.Found found) {
        return new BlasLibrary(found.blas(), found.file(), LEAST);
    }

    private static HostBlasDiscovery discover(String name) {
        try {
            return HostBlasDiscovery.run(name);
        } catch (IllegalArgumentException e) { // the property has a value that it cannot have
            throw new DeviceException(e.getMessage());
        }
    }

    /** Products of F32 or F64 on so many threads. */
    public WholeProduct products(DType dtype, int threads) {
        return new BlasProduct(blas, dtype, threads, least);
    }
}
