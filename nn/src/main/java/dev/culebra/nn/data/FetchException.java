package dev.culebra.nn.data;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.stream.Stream;

/** One mirror did not give one file; whoever tries the next mirror catches it. */
final class FetchException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean unreachable;

    FetchException(String message) {
        super(message);
        this.unreachable = false;
    }

    private FetchException(String message, boolean unreachable, Throwable cause) {
        super(message + " (" + reason(cause) + ")", cause);
        this.unreachable = unreachable;
    }

    /** No connection could be made. */
    static FetchException unreachable(Throwable cause) {
        return new FetchException("cannot be reached", true, cause);
    }

    static FetchException because(String message, Throwable cause) {
        return new FetchException(message, false, cause);
    }

    boolean isUnreachable() {
        return unreachable;
    }

    /** The first message in the chain of causes; the client's own exceptions often have none. */
    private static String reason(Throwable e) {
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .map(at -> at instanceof UnresolvedAddressException ? "unknown host" : at.getMessage())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(e instanceof ConnectException ? "no connection" : e.getClass().getSimpleName());
    }
}
