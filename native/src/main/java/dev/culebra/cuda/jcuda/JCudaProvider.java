package dev.culebra.cuda.jcuda;

import dev.culebra.cuda.driver.CudaBlas;
import dev.culebra.cuda.driver.CudaDriver;
import java.util.Optional;

/**
 * The bindings of JCuda. Only to be touched after the driver was found: without it, JCuda's classes fail to load.
 *
 * <pre>{@code
 * CudaDriver driver = JCudaProvider.driver(panama); // panama serves what JCuda has no method for
 * }</pre>
 */
public final class JCudaProvider {
    /** The cuBLAS that JCublas 12.6.0 is linked to: on a host that has only another it cannot be loaded. */
    public static final int BLAS_MAJOR = 12;

    private JCudaProvider() {}

    /**
     * The driver through JCuda.
     *
     * @param rest for what JCuda has no method for
     * @throws LinkageError when JCuda or its native library is not there
     */
    public static CudaDriver driver(CudaDriver rest) {
        readClassPath();
        return new JCudaDriverCalls(rest);
    }

    /** cuBLAS through JCublas; empty when JCublas or its native library is not there. */
    public static Optional<CudaBlas> blas() {
        readClassPath();
        try {
            return Optional.of(new JCublasCalls());
        } catch (LinkageError _) {
            return Optional.empty();
        }
    }

    /** A module does not read the class path of itself, where JCuda most often is. */
    static void readClassPath() {
        Class<?> self = JCudaProvider.class;
        self.getModule().addReads(self.getClassLoader().getUnnamedModule());
    }
}
