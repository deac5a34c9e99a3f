package dev.culebra.engine.cuda;

import dev.culebra.cuda.Cuda;
import dev.culebra.cuda.CudaException;
import dev.culebra.cuda.Grid;
import dev.culebra.cuda.KernelArguments;
import dev.culebra.cuda.discovery.BlasDiscovery;
import dev.culebra.cuda.discovery.Discovery;
import java.util.Optional;

/**
 * One card: its primary context, and a stream for each thread. Every operation begins with {@link #stream()}, which makes the
 * context current: it belongs to the OS thread, and other libraries, or the scheduler of virtual threads, may have changed it.
 */
final class Card {
    private static final int INVALID_VALUE = 1;

    private final Cuda cuda;
    private final int device;
    private final long context;
    private final Optional<BlasDiscovery.Found> blas;
    private final CardMemory memory;
    private final ThreadLocal<Lane> lanes = ThreadLocal.withInitial(this::open);

    Card(Discovery.Found found, int ordinal, String name) {
        this.cuda = found.cuda();
        this.device = cuda.devices().device(ordinal);
        this.context = cuda.devices().retainPrimaryContext(device);
        this.blas = found.blas() instanceof BlasDiscovery.Found usable ? Optional.of(usable) : Optional.empty();
        this.memory = new CardMemory(this, name);
    }

    private Lane open() {
        return Lane.open(this);
    }

    /** Lets go of the calling thread's stream. */
    void leave() {
        lanes.remove();
    }

    /** Makes the card's context current. */
    void enter() {
        cuda.contexts().setCurrent(context);
    }

    /** The calling thread's stream and what belongs to it; the card's context is current when it returns. */
    Lane lane() {
        enter();
        return lanes.get();
    }

    /** The same, for one who knows that the context is current. */
    Lane current() {
        return lanes.get();
    }

    /** From now on the calling thread's work goes to this lane. */
    void change(Lane lane) {
        lanes.set(lane);
    }

    /** The calling thread's stream; the card's context is current when it returns. */
    long stream() {
        return lane().stream();
    }

    Cuda cuda() {
        return cuda;
    }

    /** Whether an address is memory of this card. */
    boolean owns(long address) {
        try {
            return cuda.memory().deviceOf(address) == device;
        } catch (CudaException unknown) {
            if (unknown.code() != INVALID_VALUE) {
                throw unknown;
            }
            return false;
        }
    }

    CardMemory memory() {
        return memory;
    }

    int device() {
        return device;
    }

    /** Where cuBLAS was found, if it was. */
    Optional<BlasDiscovery.Found> blas() {
        return blas;
    }

    void launch(long function, Grid grid, KernelArguments arguments) {
        cuda.modules().launch(function, grid, lanes.get().stream(), arguments);
    }
}
