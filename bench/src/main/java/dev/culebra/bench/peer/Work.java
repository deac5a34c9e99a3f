package dev.culebra.bench.peer;

/**
 * A question made ready to be timed.
 *
 * @param values the first values of the result, or the losses of a training
 * @param once does it
 * @param release gives back what it holds
 */
public record Work(double[] values, Runnable once, Runnable release) implements AutoCloseable {
    /** Values of a result that are looked at. */
    public static final int PROBE = 8;

    @Override
    public void close() {
        release.run();
    }
}
