package dev.culebra.cuda;

/**
 * What follows a product before it is written ({@code cublasLtEpilogue_t}). A bias has an element for each row of the
 * column-major result, so for each output feature of a row-major layer. GELU is its tanh approximation.
 *
 * <pre>{@code
 * LtProduct product = LtProduct.of(m, n, k, Transpose.NO, Transpose.NO, m, k, m).with(Epilogue.RELU_BIAS);
 * }</pre>
 */
public enum Epilogue {
    NONE(1),
    RELU(2),
    BIAS(4),
    RELU_BIAS(6),
    GELU(32),
    GELU_BIAS(36),
    /** ReLU of the sum with a bias, and a bit for each element: whether it was positive. */
    RELU_AUX_BIAS(134),
    /** The product times ReLU's derivative, by the bits of {@link #RELU_AUX_BIAS}, and the bias's gradient. */
    DRELU_BGRAD(152),
    /** GELU of the sum with a bias, and what went into it. */
    GELU_AUX_BIAS(164),
    /** The product times GELU's derivative at what {@link #GELU_AUX_BIAS} kept, and the bias's gradient. */
    DGELU_BGRAD(208),
    /** The sums of A's rows besides: a bias's gradient. */
    BGRADA(256),
    /** The sums of B's columns besides: a bias's gradient. */
    BGRADB(512);

    private final int code;

    Epilogue(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
