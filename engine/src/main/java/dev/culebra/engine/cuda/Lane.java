package dev.culebra.engine.cuda;

import java.lang.ref.Cleaner;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a thread submits its work to, with what belongs to the thread. Storages hold on to the lane that touched them
 * last, so that a stream of ours outlives its thread for as long as somebody may have to wait for it. One that is somebody
 * else's is left when they take it back; the lane that the thread goes back to has waited for it and stands for it from then on.
 */
final class Lane {
    private final long stream;
    private final ThreadTools tools;
    private volatile @Nullable Lane successor;

    /** Destroys what no thread and no storage needs any more. */
    private static final class Cleaning {
        static final Cleaner CLEANER = Cleaner.create();
    }

    private Lane(long stream, ThreadTools tools) {
        this.stream = stream;
        this.tools = tools;
    }

    /** A new stream of a card whose context is current, for a thread that has none. */
    static Lane open(Card card) {
        long stream = card.cuda().streams().create();
        ThreadTools tools = new ThreadTools(card, stream);
        Lane lane = new Lane(stream, tools);
        Runnable closing = tools.closing(stream);
        Cleaning.CLEANER.register(lane, () -> {
            card.enter();
            closing.run();
            card.cuda().streams().destroy(stream);
        });
        return lane;
    }

    /** The same thread on a foreign stream, which goes on after what this one has been given. */
    Lane onto(long foreign) {
        Lane lane = new Lane(foreign, tools);
        tools.goOn(stream, foreign);
        return lane;
    }

    /** The thread goes back to {@code home}, which goes on after what this one has been given. */
    void leaveFor(Lane home) {
        tools.goOn(stream, home.stream);
        successor = home;
    }

    /** The lane that stands for this one now. */
    Lane current() {
        Lane lane = this;
        for (Lane next = successor; next != null; next = next.successor) {
            lane = next;
        }
        return lane;
    }

    long stream() {
        return stream;
    }

    Staging staging() {
        return tools.staging();
    }

    BlasHandle blas() {
        return tools.blas();
    }

    /** Products by cuBLASLt, where it was found. */
    Optional<FusedProducts> fused() {
        return tools.fused();
    }

    Faults faults() {
        return tools.faults();
    }

    /** Lets what is submitted here from now on wait for all that was submitted to {@code other}. */
    void waitFor(Lane other) {
        Lane before = other.current();
        if (before.tools != tools) { // lanes of one thread wait for each other when it changes from one to the other
            tools.ordering().after(before.stream, stream);
            faults().follow(before);
        }
    }
}
