package dev.culebra.cuda;

/**
 * Which calls fail while a stream is captured, because they might wait for it ({@code CUstreamCaptureMode}).
 *
 * <pre>{@code
 * cuda.streams().beginCapture(stream, CaptureMode.THREAD_LOCAL); // other threads may go on allocating
 * }</pre>
 */
public enum CaptureMode {
    /** Those of every thread. */
    GLOBAL,
    /** Those of this thread. */
    THREAD_LOCAL,
    /** None. */
    RELAXED;

    int code() {
        return ordinal();
    }
}
