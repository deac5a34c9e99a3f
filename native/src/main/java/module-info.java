import org.jspecify.annotations.NullMarked;

/** CUDA as Java sees it: the driver API and cuBLAS, bound to whatever the host has installed, and the kernels. */
@NullMarked
module dev.culebra.cuda {
    requires static org.jspecify;

    exports dev.culebra.cuda;
}
