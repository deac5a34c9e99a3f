package dev.culebra.samples;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C. The JVM begins to shut down; a sample that looks out for this holds it up until it has ended its step and
 * reported what it learnt.
 */
final class Interruption {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean watched;
    private volatile boolean requested;

    /** One that hears Ctrl-C. */
    static Interruption ofThisProcess() {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("ctrl-c").unstarted(interruption::request));
        return interruption;
    }

    /** Whether the sample is to stop: it will, since it asks. */
    boolean requested() {
        watched = true;
        return requested;
    }

    /** The sample has said all it has to say. */
    void finish() {
        finished.countDown();
    }

    /** Asks the sample to stop, and waits until it has, if it listens. */
    void request() {
        requested = true;
        if (!watched) {
            return;
        }
        try {
            finished.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
