package dev.culebra.cuda.discovery;

import dev.culebra.cuda.Blas;
import dev.culebra.cuda.BlasLt;
import java.util.List;
import java.util.Optional;

/**
 * What a search for cuBLAS came to. CUDA works without it; products are slower then.
 *
 * <pre>{@code
 * switch (found.blas()) {
 *     case BlasDiscovery.Found blas -> multiplyWith(blas.blas());
 *     case BlasDiscovery.Missing missing -> log(missing.reason());
 * }
 * }</pre>
 */
public sealed interface BlasDiscovery {
    /**
     * cuBLAS was found.
     *
     * @param lt cuBLASLt, where it was found too
     * @param provider through which {@code blas} is called; cuBLASLt always is through {@link Provider#PANAMA}
     * @param file where it was found
     */
    record Found(Blas blas, Optional<BlasLt> lt, Provider provider, String file) implements BlasDiscovery {}

    /**
     * There is none that can be used.
     *
     * @param reason in one line
     * @param attempts every place that was looked at
     */
    record Missing(String reason, List<Attempt> attempts) implements BlasDiscovery {
        public Missing {
            attempts = List.copyOf(attempts);
        }
    }
}
