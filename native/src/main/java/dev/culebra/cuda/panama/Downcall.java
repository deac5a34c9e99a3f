package dev.culebra.cuda.panama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Calls of C functions that return an int, one overload for each list of parameters of up to three. The handles are constants to the
 * JIT compiler and belong to no library: the function's address is their first argument.
 */
final class Downcall {
    private static final MethodHandle NONE = Linking.handle();
    private static final MethodHandle I = Linking.handle(JAVA_INT);
    private static final MethodHandle P = Linking.handle(ADDRESS);
    private static final MethodHandle J = Linking.handle(JAVA_LONG);
    private static final MethodHandle PI = Linking.handle(ADDRESS, JAVA_INT);
    private static final MethodHandle PJ = Linking.handle(ADDRESS, JAVA_LONG);
    private static final MethodHandle IP = Linking.handle(JAVA_INT, ADDRESS);
    private static final MethodHandle JP = Linking.handle(JAVA_LONG, ADDRESS);
    private static final MethodHandle PP = Linking.handle(ADDRESS, ADDRESS);
    private static final MethodHandle JI = Linking.handle(JAVA_LONG, JAVA_INT);
    private static final MethodHandle JJ = Linking.handle(JAVA_LONG, JAVA_LONG);
    private static final MethodHandle PII = Linking.handle(ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle PJI = Linking.handle(ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle PJJ = Linking.handle(ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle JPJ = Linking.handle(JAVA_LONG, ADDRESS, JAVA_LONG);
    private static final MethodHandle PJP = Linking.handle(ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle JII = Linking.handle(JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle JIP = Linking.handle(JAVA_LONG, JAVA_INT, ADDRESS);
    private static final MethodHandle JJI = Linking.handle(JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle JJP = Linking.handle(JAVA_LONG, JAVA_LONG, ADDRESS);
    private static final MethodHandle PIJ = Linking.handle(ADDRESS, JAVA_INT, JAVA_LONG);

    private Downcall() {}

    static int call(MemorySegment function) {
        try {
            return (int) NONE.invokeExact(function);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, int a) {
        try {
            return (int) I.invokeExact(function, a);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, MemorySegment a) {
        try {
            return (int) P.invokeExact(function, a);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a) {
        try {
            return (int) J.invokeExact(function, a);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, MemorySegment a, int b) {
        try {
            return (int) PI.invokeExact(function, a, b);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, MemorySegment a, long b) {
        try {
            return (int) PJ.invokeExact(function, a, b);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, int a, MemorySegment b) {
        try {
            return (int) IP.invokeExact(function, a, b);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, MemorySegment b) {
        try {
            return (int) JP.invokeExact(function, a, b);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, MemorySegment a, MemorySegment b) {
        try {
            return (int) PP.invokeExact(function, a, b);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, int b) {
        try {
            return (int) JI.invokeExact(function, a, b);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, long b) {
        try {
            return (int) JJ.invokeExact(function, a, b);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, MemorySegment a, int b, int c) {
        try {
            return (int) PII.invokeExact(function, a, b, c);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, MemorySegment a, long b, int c) {
        try {
            return (int) PJI.invokeExact(function, a, b, c);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, MemorySegment a, long b, long c) {
        try {
            return (int) PJJ.invokeExact(function, a, b, c);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, MemorySegment b, long c) {
        try {
            return (int) JPJ.invokeExact(function, a, b, c);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, MemorySegment a, long b, MemorySegment c) {
        try {
            return (int) PJP.invokeExact(function, a, b, c);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, int b, int c) {
        try {
            return (int) JII.invokeExact(function, a, b, c);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, int b, MemorySegment c) {
        try {
            return (int) JIP.invokeExact(function, a, b, c);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, long b, int c) {
        try {
            return (int) JJI.invokeExact(function, a, b, c);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, long b, MemorySegment c) {
        try {
            return (int) JJP.invokeExact(function, a, b, c);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, MemorySegment a, int b, long c) {
        try {
            return (int) PIJ.invokeExact(function, a, b, c);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }
}
