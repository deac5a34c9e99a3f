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
    private final Optional<FusedProducts> fused;
    private final Faults faults;
    private final Ordering ordering;

    /** Destroys what no thread and no storage needs any more. */
    private static final class Cleaning {
        static final Cleaner CLEANER = Cleaner.create();
    }

    private Lane(Card card, long stream) {
        Cuda cuda = card.cuda();
        this.stream = stream;
        this.staging = new Staging(cuda, card.memory(), stream);
        this.blas = new BlasHandle(card.blas(), stream);
        this.fused = card.blas().flatMap(BlasDiscovery.Found::lt).map(lt -> new FusedProducts(cuda, card.memory(), lt));
        this.faults = new Faults(cuda, card.memory(), stream);
        this.ordering = new Ordering(cuda);
    }

    /** A new stream of a card whose context is current. */
    static Lane open(Card card) {
        Lane lane = new Lane(card, card.cuda().streams().create());
        long stream = lane.stream;
        Staging staging = lane.staging;
        BlasHandle handle = lane.blas;
        Optional<FusedProducts> fused = lane.fused;
        Faults faults = lane.faults;
        Ordering ordering = lane.ordering;
        Cleaning.CLEANER.register(lane, () -> {
            card.enter();
            handle.close();
            fused.ifPresent(products -> products.close(stream));
            staging.close();
            faults.close();
            ordering.close();
            card.cuda().streams().destroy(stream);
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

    /** Products by cuBLASLt, where it was found. */
    Optional<FusedProducts> fused() {
        return fused;
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
