package dev.culebra.engine.cpu.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.cuda.discovery.HostBlasDiscovery;
import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.DeviceException;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.cpu.CpuBackend;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a BLAS is given to compute, and how it is told; no library is needed for that. Products of small whole numbers are exact, so
 * they are compared with those of plain loops bit by bit.
 */
class BlasProductTest {
    private static final int THREADS = 3;
    private static final int LEAST = 64;

    private final PlainBlas blas = new PlainBlas();
    private final CpuThreads threads = new CpuThreads(THREADS);
    private final CpuBackend backend =
            CpuBackend.best("cpu-plain", threads, Optional.of(new BlasLibrary(blas, "plain", LEAST)));
    private Optional<Scope> scope = Optional.empty();

    @BeforeEach
    void open() {
        scope = Optional.of(Scope.open());
    }

    @AfterEach
    void close() {
        scope.orElseThrow().close();
        threads.close();
    }

    private Tensor whole(DType dtype, long... sizes) {
        SplittableRandom random = new SplittableRandom(sizes[0]);
        float[] values = new float[(int) Shape.of(sizes).elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(-4, 5);
        }
        return Tensor.copyOf(MemorySegment.ofArray(values), Shape.of(sizes), DType.F32, backend.device()).to(dtype);
    }

    private void assertProduct(int byBlas, Tensor lhs, Tensor rhs) {
        int before = blas.products.get();
        double[] product = lhs.matmul(rhs).toDoubles();
        Device plain = Device.of("cpu-scalar");
        assertArrayEquals(lhs.to(plain).matmul(rhs.to(plain)).toDoubles(), product);
        assertEquals(byBlas, blas.products.get() - before, "products by BLAS");
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void absorbsTransposedOperands(DType dtype) {
        assertProduct(1, whole(dtype, 7, 9), whole(dtype, 9, 5));
        assertProduct(1, whole(dtype, 9, 7).transpose(), whole(dtype, 9, 5));
        assertProduct(1, whole(dtype, 7, 9), whole(dtype, 5, 9).transpose());
        assertProduct(1, whole(dtype, 9, 7).transpose(), whole(dtype, 5, 9).transpose());
    }

    @Test
    void absorbsSlicesOfRowsAndColumns() {
        assertProduct(1, whole(DType.F32, 7, 20).slice(1, 3, 12), whole(DType.F32, 20, 5).slice(0, 4, 13));
        assertProduct(1, whole(DType.F32, 12, 20).slice(1, 3, 12).slice(0, 2, 9), whole(DType.F32, 9, 5));
    }

    @Test
    void takesSingleRowsAndColumns() {
        assertProduct(1, whole(DType.F32, 1, 80), whole(DType.F32, 80, 1));
        assertProduct(1, whole(DType.F32, 1, 20), whole(DType.F32, 20, 5));
        assertProduct(1, whole(DType.F32, 5, 20), whole(DType.F32, 20, 4).slice(1, 2, 3));
        assertProduct(1, whole(DType.F32, 20, 5).slice(1, 2, 3).transpose(), whole(DType.F32, 20, 5));
    }

    @Test
    void leavesRepeatedAndSmallOperandsToOurs() {
        assertProduct(0, whole(DType.F32, 1, 9).broadcastTo(Shape.of(7, 9)), whole(DType.F32, 9, 5));
        assertProduct(0, whole(DType.F32, 7, 9), whole(DType.F32, 9, 1).broadcastTo(Shape.of(9, 5)));
        assertProduct(0, whole(DType.F32, 3, 3), whole(DType.F32, 3, 7)); // one multiplication less than the least
        assertProduct(0, whole(DType.F32, 9, 0), whole(DType.F32, 0, 9));
    }

    @Test
    void computesBatchesOneByOne() {
        assertProduct(6, whole(DType.F32, 6, 7, 9), whole(DType.F32, 6, 9, 5));
        assertProduct(6, whole(DType.F32, 6, 7, 9), whole(DType.F32, 9, 5));
        assertProduct(300, whole(DType.F32, 300, 20, 20), whole(DType.F32, 300, 20, 20)); // ours would split these
    }

    @Test
    void appliesTheEpilogueToEveryElementOnce() {
        Expr function = Expr.input(0).mul(Expr.constant(2)).add(Expr.input(1));
        Device plain = Device.of("cpu-scalar");
        for (long rows : new long[] {7, 500}) {
            Tensor lhs = whole(DType.F32, rows, 70);
            Tensor rhs = whole(DType.F32, 70, 65);
            Tensor bias = whole(DType.F32, 65);
            float[] expected =
                    lhs.to(plain).matmul(rhs.to(plain), Epilogue.of(function, bias.to(plain))).toFloats();
            assertArrayEquals(expected, lhs.matmul(rhs, Epilogue.of(function, bias)).toFloats());
        }
        assertEquals(2, blas.products.get());
    }

    @Test
    void tellsTheLibraryHowManyThreads() {
        blas.threads.set(16);
        assertProduct(1, whole(DType.F32, 7, 9), whole(DType.F32, 9, 5));
        assertEquals(THREADS, blas.threads.get());
    }

    @Test
    void isPartOfTheDescription() {
        assertTrue(backend.description().endsWith(", 3 threads, products by plain"), backend.description());
    }

    @Test
    void aLibraryThatIsNamedAndMissingIsAnError() {
        String before = System.setProperty(HostBlasDiscovery.PROPERTY, "./no-such-blas.so");
        try {
            String message = assertThrows(DeviceException.class, BlasLibrary::ofProperties).getMessage();
            assertTrue(message.startsWith(
                    "culebra.cpu.blas: ./no-such-blas.so cannot be used: ./no-such-blas.so: "), message);
            System.setProperty(HostBlasDiscovery.PROPERTY, "atlas");
            assertEquals("culebra.cpu.blas: accelerate, openblas, mkl, blis, none or a file, not atlas",
                    assertThrows(DeviceException.class, BlasLibrary::ofProperties).getMessage());
            System.setProperty(HostBlasDiscovery.PROPERTY, "none");
            assertEquals(Optional.empty(), BlasLibrary.ofProperties());
        } finally {
            if (before == null) {
                System.clearProperty(HostBlasDiscovery.PROPERTY);
            } else {
                System.setProperty(HostBlasDiscovery.PROPERTY, before);
            }
        }
    }
}
