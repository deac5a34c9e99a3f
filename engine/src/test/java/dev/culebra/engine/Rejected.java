package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;

import org.junit.jupiter.api.function.Executable;

/** Checks what a call is refused with, word for word. */
final class Rejected {
    private Rejected() {}

    static <X extends Exception> X because(String message, Class<X> type, Executable call) {
        X exception = assertThrowsExactly(type, call);
        assertEquals(message, exception.getMessage());
        return exception;
    }
}
