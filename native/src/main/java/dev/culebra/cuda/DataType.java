package dev.culebra.cuda;

/**
 * Types of elements, as cuBLAS counts them ({@code cudaDataType}).
 *
 * <pre>{@code
 * LtProduct product = LtProduct.of(m, n, k, Transpose.NO, Transpose.NO, m, k, m).with(DataType.BF16, DataType.F32);
 * }</pre>
 */
public enum DataType {
    F32(0),
    F64(1),
    F16(2),
    BF16(14);

    private final int code;

    DataType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
