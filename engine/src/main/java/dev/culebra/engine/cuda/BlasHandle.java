package dev.culebra.engine.cuda;

import dev.culebra.cuda.discovery.BlasDiscovery;
import java.util.Optional;

/** A thread's handle to cuBLAS, made when first wanted: making one takes tens of milliseconds. */
final class BlasHandle {
    /** No handle of a stream. */
    private static final long UNBOUND = -1;

    private final Optional<BlasDiscovery.Found> found;
    private final ThreadStream stream;
    private long handle;
    private long bound = UNBOUND;

    BlasHandle(Optional<BlasDiscovery.Found> found, ThreadStream stream) {
        this.found = found;
        this.stream = stream;
    }

    /** The handle; there is a cuBLAS. */
    long get() {
        if (handle == 0) {
            handle = found.orElseThrow().blas().create();
            bound = UNBOUND;
        }
        long wanted = stream.handle();
        if (bound != wanted) {
            found.orElseThrow().blas().setStream(handle, wanted);
            bound = wanted;
        }
        return handle;
    }

    void close() {
        if (handle != 0) {
            found.orElseThrow().blas().destroy(handle);
        }
    }
}
