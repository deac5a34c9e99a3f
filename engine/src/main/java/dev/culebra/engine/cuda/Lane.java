package dev.culebra.engine.cuda;

import dev.culebra.cuda.Cuda;
import dev.culebra.cuda.discovery.BlasDiscovery;
import java.lang.ref.Cleaner;
import java.util.Optional;

/**
 * A thread's stream on a card, with what belongs to it. Storages hold on to the lane that touched them last, so that a stream
 * outlives its thread for as long as somebody may have to wait for it.
 */
final class Lane {
    private final long stream;
    private final Staging staging;
    private final BlasHandle blas;
    private final Faults faults;
    private final Ordering ordering;

    /** Destroys what no thread and no storage needs any more. */
    private static final class Cleaning {
        static final Cleaner CLEANER = Cleaner.create();
    }

    private Lane(Cuda cuda, long stream, Optional<BlasDiscovery.Found> blas) {
        this.stream = stream;
        this.staging = new Staging(cuda, stream);
        this.blas = new BlasHandle(blas, stream);
        this.faults = new Faults(cuda, stream);
        this.ordering = new Ordering(cuda);
    }

    /** A new stream in the current context, which is {@code context}. */
    static Lane open(Cuda cuda, long context, Optional<BlasDiscovery.Found> blas) {
        long stream = cuda.streams().create();
        Lane lane = new Lane(cuda, stream, blas);
        Staging staging = lane.staging;
        BlasHandle handle = lane.blas;
        Faults faults = lane.faults;
        Ordering ordering = lane.ordering;
        Cleaning.CLEANER.register(lane, () -> {
            cuda.contexts().setCurrent(context);
            handle.close();
            staging.close();
            faults.close();
            ordering.close();
            cuda.streams().destroy(stream);
        });
        return lane;
    }

    long stream() {
        return stream;
    }

    Staging staging() {
        return staging;
    }

    BlasHandle blas() {
        return blas;
    }

    Faults faults() {
        return faults;
    }

    /** Lets what is submitted here from now on wait for all that was submitted to {@code other}. */
    void waitFor(Lane other) {
        ordering.after(other.stream, stream);
        faults.follow(other);
    }
}
