package dev.culebra.engine.cuda;

import dev.culebra.cuda.discovery.BlasDiscovery;
import java.util.Optional;

/** A thread's handle to cuBLAS, made when first wanted: making one takes tens of milliseconds. */
final class BlasHandle {
    private final Optional<BlasDiscovery.Found> found;
    private final long stream;
    private long handle;

    BlasHandle(Optional<BlasDiscovery.Found> found, long stream) {
        this.found = found;
        this.stream = stream;
    }

    /** The handle; there is a cuBLAS. */
    long get() {
        if (handle == 0) {
            handle = found.orElseThrow().blas().create();
            found.orElseThrow().blas().setStream(handle, stream);
        }
        return handle;
    }

    void close() {
        if (handle != 0) {
            found.orElseThrow().blas().destroy(handle);
        }
    }
}
