import org.jspecify.annotations.NullMarked;

/**
 * CUDA as Java sees it: the driver API and cuBLAS, bound to whatever the host has installed, and the kernels. And, through the
 * same search and linker, the product of a BLAS for the host's own processors.
 *
 * <p>JCuda is optional and not named here: it has no module descriptor and finds its native libraries only on the class path, so
 * that is where {@code dev.culebra.cuda.jcuda} reaches it.
 */
@NullMarked
module dev.culebra.cuda {
    requires static org.jspecify;

    exports dev.culebra.cuda;
    exports dev.culebra.cuda.discovery;
    exports dev.culebra.cuda.driver;
    exports dev.culebra.cuda.jcuda;
}
