package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culebra.cuda.discovery.BlasDiscovery;
import dev.culebra.cuda.discovery.Discovery;
import dev.culebra.cuda.discovery.Provider;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Products of small whole numbers, which are the same in every precision and order of summing. */
@ParameterizedClass
@EnumSource(Provider.class)
class BlasTest {
    /** Row-major {@code [2, 3]}, {@code [3, 2]}, and their product. */
    private static final float[] A = {1, 2, 3, 4, 5, 6};
    private static final float[] B = {7, 8, 9, 10, 11, 12};
    private static final float[] AB = {58, 64, 139, 154};

    @Parameter
    private Provider provider = Provider.PANAMA;

    private Cuda cuda;
    private BlasDiscovery.Found found;
    private Blas blas;
    private long stream;
    private long handle;
    private Arena arena = Arena.global();

    @BeforeEach
    void open() {
        Emulator.assumeBuilt();
        assumeTrue(Files.exists(Emulator.folder().resolve("libcublas.so.13")), "no emulated cuBLAS");
        Discovery.Found discovery = Emulator.open(provider);
        cuda = discovery.cuda();
        cuda.contexts().setCurrent(cuda.devices().retainPrimaryContext(0));
        found = assertInstanceOf(BlasDiscovery.Found.class, discovery.blas());
        blas = found.blas();
        stream = cuda.streams().create();
        handle = blas.create();
        blas.setStream(handle, stream);
        arena = Arena.ofConfined();
    }

    @AfterEach
    void close() {
        if (handle != 0) {
            blas.destroy(handle);
            cuda.streams().destroy(stream);
            cuda.contexts().setCurrent(0);
            cuda.devices().releasePrimaryContext(0);
            arena.close();
        }
    }

    private long upload(float... values) {
        long address = cuda.memory().allocateAsync(4L * values.length, stream);
        cuda.memory().copyToDeviceAsync(address, arena.allocateFrom(JAVA_FLOAT, values), 4L * values.length, stream);
        return address;
    }

    private float[] floats(long address, int count) {
        MemorySegment host = arena.allocate(JAVA_FLOAT, count);
        cuda.memory().copyToHostAsync(host, address, 4L * count, stream);
        cuda.streams().synchronize(stream);
        return host.toArray(JAVA_FLOAT);
    }

    @Test
    void providerIsTheOneThatCan() {
        assertEquals(provider, found.provider());
        String version = provider == Provider.JCUDA ? "12" : "13";
        assertTrue(found.file().endsWith("libcublas.so." + version), found::file);
        assertTrue(blas.version(handle) >= 110000);
    }

    @Test
    void rowMajorProduct() {
        long a = upload(A);
        long b = upload(B);
        long c = upload(1, 1, 1, 1);
        blas.sgemm(handle, Transpose.NO, Transpose.NO, 2, 2, 3, 1, b, 2, a, 3, 0, c, 2);
        assertArrayEquals(AB, floats(c, 4));
        blas.sgemm(handle, Transpose.NO, Transpose.NO, 2, 2, 3, 2, b, 2, a, 3, -1, c, 2);
        assertArrayEquals(AB, floats(c, 4));
    }

    @Test
    void transposedFactors() {
        long at = upload(1, 4, 2, 5, 3, 6);
        long bt = upload(7, 9, 11, 8, 10, 12);
        long c = upload(0, 0, 0, 0);
        blas.sgemm(handle, Transpose.YES, Transpose.YES, 2, 2, 3, 1, bt, 3, at, 2, 0, c, 2);
        assertArrayEquals(AB, floats(c, 4));
    }

    @Test
    void otherProducts() {
        long a = upload(A);
        long b = upload(B);
        long c = upload(0, 0, 0, 0);
        blas.gemm(handle, Transpose.NO, Transpose.NO, 2, 2, 3, 1, b, 2, a, 3, 0, c, 2, DataType.F32, Compute.F32);
        assertArrayEquals(AB, floats(c, 4));
        blas.gemm(handle, Transpose.NO, Transpose.NO, 2, 2, 3, 1, b, 2, a, 3, 1, c, 2, DataType.F32, Compute.TF32);
        assertArrayEquals(new float[] {116, 128, 278, 308}, floats(c, 4));

        long x = upload(1, 0, 2);
        long y = upload(5, 5);
        blas.sgemv(handle, Transpose.YES, 3, 2, 1, a, 3, x, 1, 1, y, 1);
        assertArrayEquals(new float[] {12, 21}, floats(y, 2));
    }

    @Test
    void batches() {
        long a = upload(1, 2, 3, 4, 5, 6, 2, 4, 6, 8, 10, 12);
        long b = upload(B);
        long c = upload(new float[8]);
        blas.sgemm(handle, Transpose.NO, Transpose.NO, 2, 2, 3, 1, b, 2, 0, a, 3, 6, 0, c, 2, 4, 2);
        float[] both = {58, 64, 139, 154, 116, 128, 278, 308};
        assertArrayEquals(both, floats(c, 8));
        cuda.memory().fillAsync(c, 0, 8, stream);
        blas.gemm(handle, Transpose.NO, Transpose.NO, 2, 2, 3, 1, b, 2, 0, a, 3, 6, 0, c, 2, 4, 2, DataType.F32,
                Compute.F32);
        assertArrayEquals(both, floats(c, 8));
    }

    @Test
    void doubles() {
        double[] values = {1, 2, 3, 4};
        long a = cuda.memory().allocateAsync(32, stream);
        cuda.memory().copyToDeviceAsync(a, arena.allocateFrom(JAVA_DOUBLE, values), 32, stream);
        long c = cuda.memory().allocateAsync(32, stream);
        blas.dgemm(handle, Transpose.NO, Transpose.NO, 2, 2, 2, 1, a, 2, a, 2, 0, c, 2);
        MemorySegment host = arena.allocate(32, 8);
        cuda.memory().copyToHostAsync(host, c, 32, stream);
        cuda.streams().synchronize(stream);
        assertArrayEquals(new double[] {7, 10, 15, 22}, host.toArray(JAVA_DOUBLE));
    }

    @Test
    void workspaceAndMathMode() {
        long workspace = cuda.memory().allocate(1 << 20);
        blas.setWorkspace(handle, workspace, 1 << 20);
        blas.setMathMode(handle, MathMode.TF32);
        rowMajorProduct();
        blas.setMathMode(handle, MathMode.DEFAULT);
        blas.setStream(handle, stream);
        cuda.memory().free(workspace);
    }

    @Test
    void refusedProductIsNamed() {
        CublasException e = assertThrows(CublasException.class,
                () -> blas.sgemm(handle, Transpose.NO, Transpose.YES, 2, 2, 3, 1, 16, 1, 16, 3, 0, 16, 2));
        assertEquals(7, e.status());
        assertEquals("cublasSgemm_v2", e.call());
        assertTrue(e.getMessage().endsWith("(7): transA NO, transB YES, m 2, n 2, k 3, lda 1, ldb 3, ldc 2"),
                e::getMessage);
    }

    @Test
    void epilogue() {
        BlasLt lt = found.lt().orElseThrow();
        long ltHandle = lt.create();
        long a = upload(A);
        long b = upload(B);
        long d = upload(0, 0, 0, 0);
        long bias = upload(-60, 1);
        long workspace = cuda.memory().allocate(1 << 20);
        LtProduct product = LtProduct.of(2, 2, 3, Transpose.NO, Transpose.NO, 2, 3, 2);
        try (LtPlan plain = lt.plan(ltHandle, product, 1 << 20);
                LtPlan relu = lt.plan(ltHandle, product.with(Epilogue.RELU_BIAS), 1 << 20)) {
            plain.run(new LtOperands(b, a, d, d), 1, 0, workspace, stream);
            assertArrayEquals(AB, floats(d, 4));
            relu.run(new LtOperands(b, a, d, d).withBias(bias), 1, 0, workspace, stream);
            assertArrayEquals(new float[] {0, 65, 79, 155}, floats(d, 4));
        }
        lt.destroy(ltHandle);
        cuda.memory().free(workspace);
    }
}
