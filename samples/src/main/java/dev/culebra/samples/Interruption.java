package dev.culebra.samples;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C. The JVM begins to shut down, and is held up until the sample has ended its step and reported what it learnt.
 */
final class Interruption {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;

    /** One that hears Ctrl-C. */
    static Interruption ofThisProcess() {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("ctrl-c").unstarted(interruption::request));
        return interruption;
    }

    /** Whether the sample is to stop. */
    boolean requested() {
        return requested;
    }

    /** The sample has said all it has to say. */
    void finish() {
        finished.countDown();
    }

    /** Asks the sample to stop, and waits until it has. */
    void request() {
        requested = true;
        try {
            finished.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
