package dev.culebra.cuda.panama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The parameters of cuBLASLt: descriptions and their attributes. */
final class LtDowncall {
    private static final MethodHandle PIJJJ = Linking.handle(ADDRESS, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle JIPJ = Linking.handle(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle JJJJJJJIPP =
            Linking.handle(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT,
                    ADDRESS, ADDRESS);
    private static final MethodHandle JJPJJJJPJJJJPJJJ =
            Linking.handle(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS,
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private LtDowncall() {}

    static int call(MemorySegment function, MemorySegment a, int b, long c, long d, long e) {
        try {
            return (int) PIJJJ.invokeExact(function, a, b, c, d, e);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, int b, MemorySegment c, long d) {
        try {
            return (int) JIPJ.invokeExact(function, a, b, c, d);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, long b, long c, long d, long e, long f, long g, int h,
            MemorySegment i, MemorySegment j) {
        try {
            return (int) JJJJJJJIPP.invokeExact(function, a, b, c, d, e, f, g, h, i, j);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, long b, MemorySegment c, long d, long e, long f, long g,
            MemorySegment h, long i, long j, long k, long l, MemorySegment m, long n, long o, long p) {
        try {
            return (int) JJPJJJJPJJJJPJJJ.invokeExact(function, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }
}
