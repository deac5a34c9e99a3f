package dev.culebra.engine.cuda;

import dev.culebra.cuda.Cuda;
import dev.culebra.cuda.discovery.BlasDiscovery;
import java.util.Optional;

/** What a thread keeps for its work on a card, whichever stream that goes to: one after the other, never two at once. */
final class ThreadTools {
    private final ThreadStream stream;
    private final Staging staging;
    private final BlasHandle blas;
    private final Optional<FusedProducts> fused;
    private final Faults faults;
    private final Ordering ordering;

    ThreadTools(Card card, long stream) {
        Cuda cuda = card.cuda();
        this.stream = new ThreadStream(stream);
        this.staging = new Staging(cuda, card.memory(), this.stream);
        this.blas = new BlasHandle(card.blas(), this.stream);
        this.fused = card.blas().flatMap(BlasDiscovery.Found::lt).map(lt -> new FusedProducts(card.memory(), lt));
        this.faults = new Faults(cuda, card.memory(), this.stream);
        this.ordering = new Ordering(cuda);
    }

    /** From now on work goes to another stream, after all that {@code before} has been given. */
    void goOn(long before, long next) {
        if (before != next) {
            ordering.after(before, next);
            stream.change(next);
        }
    }

    Staging staging() {
        return staging;
    }

    BlasHandle blas() {
        return blas;
    }

    Optional<FusedProducts> fused() {
        return fused;
    }

    Faults faults() {
        return faults;
    }

    Ordering ordering() {
        return ordering;
    }

    /** Frees it all, once nobody submits anything any more. What is returned knows neither this nor any lane. */
    Runnable closing(long own) {
        ThreadStream last = stream;
        Staging buffers = staging;
        BlasHandle handle = blas;
        Optional<FusedProducts> products = fused;
        Faults.Memory records = faults.held();
        Ordering events = ordering;
        return () -> {
            last.change(own);
            handle.close();
            products.ifPresent(workspace -> workspace.close(own));
            buffers.close();
            records.close();
            events.close();
        };
    }
}
