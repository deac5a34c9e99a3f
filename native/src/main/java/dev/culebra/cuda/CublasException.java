package dev.culebra.cuda;

/**
 * A call of cuBLAS or cuBLASLt returned a status other than success:
 *
 * <pre>
 * cublasSgemm_v2: an unsupported value or parameter was passed to the function (7): transA 0, …, lda 2
 * </pre>
 *
 * <p>{@snippet :
 * try {
 *     plan = blasLt.plan(product);
 * } catch (CublasException e) {
 *     useGemmInstead = e.status() == CublasException.NOT_SUPPORTED;
 * }
 * }
 */
public final class CublasException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The status of a product that this card or this version has no algorithm for. */
    public static final int NOT_SUPPORTED = 15;

    private final String call;
    private final int status;

    CublasException(String call, int status, String message) {
        super(message);
        this.call = call;
        this.status = status;
    }

    /** Name of the C function: {@code cublasSgemm_v2}. */
    public String call() {
        return call;
    }

    /** The library's status, {@code cublasStatus_t}: 7. */
    public int status() {
        return status;
    }
}
