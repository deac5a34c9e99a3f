package dev.culebra.cuda.panama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The products of {@code cblas.h}. A library is built either with sizes of 32 bits (LP64) or with sizes of 64 bits (ILP64), and its
 * symbols need not say which. Every size is passed in 64 bits: where arguments have registers and stack slots of 64 bits, the
 * first kind reads the lower half. Apple's convention packs arguments on the stack, and its libraries are of the first kind.
 */
final class HostBlasDowncall {
    private static final ValueLayout SIZE =
            System.getProperty("os.name").startsWith("Mac") ? JAVA_INT : JAVA_LONG;
    private static final MethodHandle SGEMM = gemm(JAVA_FLOAT, float.class);
    private static final MethodHandle DGEMM = gemm(JAVA_DOUBLE, double.class);
    private static final MethodHandle THREADS = MethodHandles.explicitCastArguments(procedure(SIZE),
            MethodType.methodType(void.class, MemorySegment.class, long.class));

    private HostBlasDowncall() {}

    private static MethodHandle gemm(ValueLayout element, Class<?> type) {
        MethodHandle handle = procedure(JAVA_INT, JAVA_INT, JAVA_INT, SIZE, SIZE, SIZE, element, ADDRESS, SIZE,
                ADDRESS, SIZE, element, ADDRESS, SIZE);
        return MethodHandles.explicitCastArguments(handle, MethodType.methodType(void.class, MemorySegment.class,
                int.class, int.class, int.class, long.class, long.class, long.class, type, MemorySegment.class,
                long.class, MemorySegment.class, long.class, type, MemorySegment.class, long.class));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle procedure(MemoryLayout... parameters) {
        return Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(parameters));
    }

    static void sgemm(MemorySegment function, int order, int transA, int transB, long m, long n, long k,
            MemorySegment a, long lda, MemorySegment b, long ldb, MemorySegment c, long ldc) {
        try {
            SGEMM.invokeExact(function, order, transA, transB, m, n, k, 1f, a, lda, b, ldb, 0f, c, ldc);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static void dgemm(MemorySegment function, int order, int transA, int transB, long m, long n, long k,
            MemorySegment a, long lda, MemorySegment b, long ldb, MemorySegment c, long ldc) {
        try {
            DGEMM.invokeExact(function, order, transA, transB, m, n, k, 1d, a, lda, b, ldb, 0d, c, ldc);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    static void threads(MemorySegment function, long threads) {
        try {
            THREADS.invokeExact(function, threads);
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }
}
