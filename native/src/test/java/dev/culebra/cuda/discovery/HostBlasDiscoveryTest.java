package dev.culebra.cuda.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.cuda.driver.HostBlas;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class HostBlasDiscoveryTest {
    private static HostBlasDiscovery.Missing missing(String system, String name) {
        HostBlasDiscovery discovery = new HostBlasSearch(new ForbiddenLoader(Object.class.getModule()), system)
                .run(name);
        return assertInstanceOf(HostBlasDiscovery.Missing.class, discovery);
    }

    @Test
    void looksForTheNamesOfEachOperatingSystem() {
        assertEquals(List.of("libopenblas.so.0", "libopenblas.so"),
                missing("Linux", "openblas").attempts().stream().map(Attempt::place).toList());
        assertEquals(List.of("/System/Library/Frameworks/Accelerate.framework/Accelerate"),
                missing("Mac OS X", "accelerate").attempts().stream().map(Attempt::place).toList());
        assertEquals("mkl_rt.2.dll", missing("Windows 11", "mkl").attempts().getFirst().place());
        assertEquals("accelerate: there is none for this operating system", missing("Linux", "accelerate").reason());
    }

    @Test
    void namesEveryFileAndWhatWasWrongWithIt() {
        String reason = missing("Linux", "openblas").reason();
        assertEquals("openblas cannot be used: libopenblas.so.0: native access is off; start Java with "
                + "--enable-native-access=java.base; libopenblas.so: native access is off; start Java with "
                + "--enable-native-access=java.base", reason);
    }

    @Test
    void takesFilesAndNoUnknownNames() {
        assertEquals("libflexiblas.so.3", missing("Linux", "libflexiblas.so.3").attempts().getFirst().place());
        assertEquals("/opt/x", missing("Linux", "/opt/x").attempts().getFirst().place());
        assertEquals("culebra.cpu.blas: accelerate, openblas, mkl, blis, none or a file, not OpenBLAS",
                assertThrows(IllegalArgumentException.class, () -> missing("Linux", "OpenBLAS")).getMessage());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void libraryOfAnotherKind() {
        String file = Path.of(System.getProperty("java.home"), "lib", "libjava.so").toString();
        HostBlasDiscovery discovery = new HostBlasSearch(new PosixLoader(), "Linux").run(file);
        assertEquals(file + " cannot be used: " + file + ": lacks cblas_sgemm, cblas_dgemm",
                assertInstanceOf(HostBlasDiscovery.Missing.class, discovery).reason());
    }

    @Test
    void aTrialShowsWhetherItMultiplies() {
        assertTrue(HostBlasTrial.succeeds(new Multiplying(1)));
        assertFalse(HostBlasTrial.succeeds(new Multiplying(2)));
    }

    /** {@code factor · a · bᵀ}. */
    private record Multiplying(int factor) implements HostBlas {
        @Override
        public void sgemm(boolean transA, boolean transB, long m, long n, long k, MemorySegment a, long lda,
                MemorySegment b, long ldb, MemorySegment c, long ldc) {
            for (long i = 0; i < m; i++) {
                for (long j = 0; j < n; j++) {
                    float sum = 0;
                    for (long p = 0; p < k; p++) {
                        sum += factor * a.getAtIndex(ValueLayout.JAVA_FLOAT, i * lda + p)
                                * b.getAtIndex(ValueLayout.JAVA_FLOAT, j * ldb + p);
                    }
                    c.setAtIndex(ValueLayout.JAVA_FLOAT, i * ldc + j, sum);
                }
            }
        }

        @Override
        public void dgemm(boolean transA, boolean transB, long m, long n, long k, MemorySegment a, long lda,
                MemorySegment b, long ldb, MemorySegment c, long ldc) {
            for (long i = 0; i < m; i++) {
                for (long j = 0; j < n; j++) {
                    double sum = 0;
                    for (long p = 0; p < k; p++) {
                        sum += a.getAtIndex(ValueLayout.JAVA_DOUBLE, i * lda + p)
                                * b.getAtIndex(ValueLayout.JAVA_DOUBLE, j * ldb + p);
                    }
                    c.setAtIndex(ValueLayout.JAVA_DOUBLE, i * ldc + j, sum);
                }
            }
        }

        @Override
        public boolean setThreads(int threads) {
            return false;
        }
    }
}
