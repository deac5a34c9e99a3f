package dev.culebra.cuda.panama;

import dev.culebra.cuda.driver.HostBlas;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.List;

/** A library with the C interface of BLAS, through the foreign function API. */
public final class PanamaHostBlas implements HostBlas {
    private static final String SGEMM = "cblas_sgemm";
    private static final int IN_ROWS = 101;
    private static final int AS_IT_IS = 111;
    private static final int TRANSPOSED = 112;

    /** What builds of OpenBLAS and MKL put around names so as to be loaded beside others; NumPy's wheel has such a one. */
    private static final List<Decoration> DECORATIONS = List.of(new Decoration("", ""), new Decoration("", "64_"),
            new Decoration("", "_64"), new Decoration("scipy_", "64_"), new Decoration("scipy_", ""));

    private record Decoration(String prefix, String suffix) {
        String of(String name) {
            return prefix + name + suffix;
        }
    }

    private final MemorySegment sgemm;
    private final MemorySegment dgemm;
    private final MemorySegment setThreads;

    /**
     * @throws MissingSymbolsException when the library has no {@code cblas_sgemm} or no {@code cblas_dgemm}
     */
    public PanamaHostBlas(SymbolLookup library) {
        Decoration decoration = DECORATIONS.stream().filter(each -> library.find(each.of(SGEMM)).isPresent())
                .findFirst().orElse(DECORATIONS.getFirst());
        Symbols symbols = new Symbols(library);
        sgemm = symbols.find(decoration.of(SGEMM));
        dgemm = symbols.find(decoration.of("cblas_dgemm"));
        symbols.check();
        setThreads = library.find(decoration.of("openblas_set_num_threads"))
                .or(() -> library.find("MKL_Set_Num_Threads"))
                .or(() -> library.find("bli_thread_set_num_threads"))
                .orElse(MemorySegment.NULL);
    }

    @Override
    public void sgemm(boolean transA, boolean transB, long m, long n, long k, MemorySegment a, long lda,
            MemorySegment b, long ldb, MemorySegment c, long ldc) {
        HostBlasDowncall.sgemm(sgemm, IN_ROWS, code(transA), code(transB), m, n, k, a, lda, b, ldb, c, ldc);
    }

    @Override
    public void dgemm(boolean transA, boolean transB, long m, long n, long k, MemorySegment a, long lda,
            MemorySegment b, long ldb, MemorySegment c, long ldc) {
        HostBlasDowncall.dgemm(dgemm, IN_ROWS, code(transA), code(transB), m, n, k, a, lda, b, ldb, c, ldc);
    }

    private static int code(boolean transposed) {
        return transposed ? TRANSPOSED : AS_IT_IS;
    }

    @Override
    public boolean setThreads(int threads) {
        if (setThreads.equals(MemorySegment.NULL)) {
            return false;
        }
        HostBlasDowncall.threads(setThreads, threads);
        return true;
    }
}
