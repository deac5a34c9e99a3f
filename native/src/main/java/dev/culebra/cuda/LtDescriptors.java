package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.CudaBlasLt;
import java.lang.foreign.MemorySegment;

/** The pieces that a product is described with; 0 is one not made yet. */
final class LtDescriptors implements AutoCloseable {
    private static final int TRANSA = 3;
    private static final int TRANSB = 4;
    private static final int EPILOGUE = 7;
    private static final int AUX_LD = 12;
    private static final int BIAS_DATA_TYPE = 26;
    private static final int BATCH_COUNT = 5;
    private static final int STRIDED_BATCH_OFFSET = 6;

    private final BlasLt lt;
    private final CudaBlasLt calls;
    private long description;
    private long a;
    private long b;
    private long c;
    private long preference;

    LtDescriptors(BlasLt lt) {
        this.lt = lt;
        this.calls = lt.calls();
    }

    void describe(LtProduct product) {
        MemorySegment made = Out.segment();
        Compute compute = product.compute();
        lt.check(calls.matmulDescCreate(made, compute.code(), compute.scale().code()), "cublasLtMatmulDescCreate",
                product);
        description = made.get(JAVA_LONG, 0);
        set(TRANSA, product.transA().code());
        set(TRANSB, product.transB().code());
        set(EPILOGUE, product.epilogue().code());
        if (product.resultType() != DataType.F32) {
            set(BIAS_DATA_TYPE, product.resultType().code());
        }
        if (product.auxLd() != 0) {
            set(AUX_LD, product.auxLd());
        }
        boolean turnedA = product.transA() == Transpose.YES;
        boolean turnedB = product.transB() == Transpose.YES;
        a = layout(product, product.type(), turnedA ? product.k() : product.m(), turnedA ? product.m() : product.k(),
                product.lda(), product.strideA());
        b = layout(product, product.type(), turnedB ? product.n() : product.k(), turnedB ? product.k() : product.n(),
                product.ldb(), product.strideB());
        c = layout(product, product.resultType(), product.m(), product.n(), product.ldc(), product.strideC());
        lt.check(calls.matmulPreferenceCreate(made), "cublasLtMatmulPreferenceCreate", product);
        preference = made.get(JAVA_LONG, 0);
    }

    private long layout(LtProduct product, DataType type, long rows, long columns, long ld, long stride) {
        MemorySegment made = Out.segment();
        lt.check(calls.matrixLayoutCreate(made, type.code(), rows, columns, ld), "cublasLtMatrixLayoutCreate", product);
        long layout = made.get(JAVA_LONG, 0);
        if (product.batch() > 1) {
            MemorySegment value = Out.segment();
            value.set(JAVA_INT, 0, product.batch());
            lt.check(calls.matrixLayoutSetAttribute(layout, BATCH_COUNT, value, Integer.BYTES),
                    "cublasLtMatrixLayoutSetAttribute", product);
            value.set(JAVA_LONG, 0, stride);
            lt.check(calls.matrixLayoutSetAttribute(layout, STRIDED_BATCH_OFFSET, value, Long.BYTES),
                    "cublasLtMatrixLayoutSetAttribute", product);
        }
        return layout;
    }

    void set(int attribute, int value) {
        MemorySegment in = Out.segment();
        in.set(JAVA_INT, 0, value);
        lt.check(calls.matmulDescSetAttribute(description, attribute, in, Integer.BYTES),
                "cublasLtMatmulDescSetAttribute",
                "attribute " + attribute + ", value " + value);
    }

    void set(int attribute, long value) {
        MemorySegment in = Out.segment();
        in.set(JAVA_LONG, 0, value);
        lt.check(calls.matmulDescSetAttribute(description, attribute, in, Long.BYTES), "cublasLtMatmulDescSetAttribute",
                "attribute " + attribute + ", value " + value);
    }

    long product() {
        return description;
    }

    long a() {
        return a;
    }

    long b() {
        return b;
    }

    long c() {
        return c;
    }

    long preference() {
        return preference;
    }

    @Override
    public void close() {
        // Host memory only, also on a lost context; a status here could say nothing that a caller could act on.
        if (preference != 0) {
            calls.matmulPreferenceDestroy(preference);
        }
        for (long layout : new long[] {a, b, c}) {
            if (layout != 0) {
                calls.matrixLayoutDestroy(layout);
            }
        }
        if (description != 0) {
            calls.matmulDescDestroy(description);
        }
    }
}
