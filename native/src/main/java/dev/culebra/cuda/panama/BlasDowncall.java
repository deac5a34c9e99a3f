package dev.culebra.cuda.panama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The parameters of cuBLAS: handles, transpositions, sizes, and a pointer and a leading dimension for each matrix. */
final class BlasDowncall {
    private static final MethodHandle JJJ = Linking.handle(JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle JIIIIIPJIJIPJI =
            Linking.handle(JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT,
                    JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle JIIIPJIJIPJI =
            Linking.handle(JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT,
                    ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle JIIIIIPJIJJIJPJIJI =
            Linking.handle(JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT,
                    JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle JIIIIIPJIIJIIPJIIII =
            Linking.handle(JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT,
                    JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT,
                    JAVA_INT);
    private static final MethodHandle JIIIIIPJIIJJIIJPJIIJIII =
            Linking.handle(JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT,
                    JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT,
                    JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT);

    private BlasDowncall() {}

    static int call(MemorySegment function, long a, long b, long c) {
        try {
            return (int) JJJ.invokeExact(function, a, b, c);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, int b, int c, int d, int e, int f, MemorySegment g, long h, int i,
            long j, int k, MemorySegment l, long m, int n) {
        try {
            return (int) JIIIIIPJIJIPJI.invokeExact(function, a, b, c, d, e, f, g, h, i, j, k, l, m, n);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, int b, int c, int d, MemorySegment e, long f, int g, long h, int i,
            MemorySegment j, long k, int l) {
        try {
            return (int) JIIIPJIJIPJI.invokeExact(function, a, b, c, d, e, f, g, h, i, j, k, l);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, int b, int c, int d, int e, int f, MemorySegment g, long h, int i,
            long j, long k, int l, long m, MemorySegment n, long o, int p, long q, int r) {
        try {
            return (int) JIIIIIPJIJJIJPJIJI.invokeExact(function, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, int b, int c, int d, int e, int f, MemorySegment g, long h, int i,
            int j, long k, int l, int m, MemorySegment n, long o, int p, int q, int r, int s) {
        try {
            return (int) JIIIIIPJIIJIIPJIIII.invokeExact(function, a, b, c, d, e, f, g, h, i, j, k, l,
                    m, n, o, p, q, r, s);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static int call(MemorySegment function, long a, int b, int c, int d, int e, int f, MemorySegment g, long h, int i,
            int j, long k, long l, int m, int n, long o, MemorySegment p, long q, int r, int s, long t, int u,
            int v, int w) {
        try {
            return (int) JIIIIIPJIIJJIIJPJIIJIII.invokeExact(function, a, b, c, d, e, f, g, h, i, j, k,
                    l, m, n, o, p, q, r, s, t, u, v, w);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }
}
