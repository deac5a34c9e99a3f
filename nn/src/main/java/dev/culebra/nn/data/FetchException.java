package dev.culebra.nn.data;

import java.io.IOException;

/** One mirror did not give one file; whoever tries the next mirror catches it. */
final class FetchException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean unreachable;

    FetchException(String message) {
        super(message);
        this.unreachable = false;
    }

    FetchException(String message, boolean unreachable, Throwable cause) {
        super(message, cause);
        this.unreachable = unreachable;
    }

    /** Whether no connection could be made at all. */
    boolean unreachable() {
        return unreachable;
    }
}
