package dev.culebra.cuda;

/** Types of elements, as cuBLAS counts them ({@code cudaDataType}). */
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
