package dev.culebra.cuda.panama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The rest of the driver's: parameters by the handful. */
final class WideDowncall {
    private static final MethodHandle PPJP = Linking.handle(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle JPJJ = Linking.handle(JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle PJJJ = Linking.handle(ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle JJJJ = Linking.handle(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle JBJJ = Linking.handle(JAVA_LONG, JAVA_BYTE, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle JIJJ = Linking.handle(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle PPIPP = Linking.handle(ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle PPJPJI =
            Linking.handle(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle JIIIIIIIJPP =
            Linking.handle(JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG,
                    ADDRESS, ADDRESS);

    private WideDowncall() {}

    static int call(MemorySegment function, MemorySegment a, MemorySegment b, long c, MemorySegment d) {
        try {
            return (int) PPJP.invokeExact(function, a, b, c, d);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, MemorySegment b, long c, long d) {
        try {
            return (int) JPJJ.invokeExact(function, a, b, c, d);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, MemorySegment a, long b, long c, long d) {
        try {
            return (int) PJJJ.invokeExact(function, a, b, c, d);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, long b, long c, long d) {
        try {
            return (int) JJJJ.invokeExact(function, a, b, c, d);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, byte b, long c, long d) {
        try {
            return (int) JBJJ.invokeExact(function, a, b, c, d);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, int b, long c, long d) {
        try {
            return (int) JIJJ.invokeExact(function, a, b, c, d);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, MemorySegment a, MemorySegment b, int c, MemorySegment d, MemorySegment e) {
        try {
            return (int) PPIPP.invokeExact(function, a, b, c, d, e);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, MemorySegment a, MemorySegment b, long c, MemorySegment d, long e, int f) {
        try {
            return (int) PPJPJI.invokeExact(function, a, b, c, d, e, f);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, int b, int c, int d, int e, int f, int g, int h, long i,
            MemorySegment j, MemorySegment k) {
        try {
            return (int) JIIIIIIIJPP.invokeExact(function, a, b, c, d, e, f, g, h, i, j, k);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }
}
