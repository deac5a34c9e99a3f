package dev.culebra.engine.cuda;

import dev.culebra.cuda.Cuda;

/** Lets streams wait for one another by an event that is used again and again: a wait is for what was recorded before it. */
final class Ordering {
    private final Cuda cuda;
    private long event;

    Ordering(Cuda cuda) {
        this.cuda = cuda;
    }

    /** Lets what is submitted to {@code next} from now on wait for all that was submitted to {@code before}. */
    synchronized void after(long before, long next) {
        if (event == 0) {
            event = cuda.events().create();
        }
        cuda.events().record(event, before);
        cuda.streams().waitFor(next, event);
    }

    synchronized void close() {
        if (event != 0) {
            cuda.events().destroy(event);
        }
    }
}
