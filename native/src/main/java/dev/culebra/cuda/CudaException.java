package dev.culebra.cuda;

/**
 * A call of the CUDA driver returned an error. The message names the call, the error and the arguments:
 *
 * <pre>
 * cuMemAllocAsync: out of memory (2, CUDA_ERROR_OUT_OF_MEMORY): bytes 1,073,741,824, stream 0x7f3a1c0
 * </pre>
 *
 * <p>{@snippet :
 * try {
 *     address = cuda.memory().allocateAsync(bytes, stream);
 * } catch (CudaException e) {
 *     if (e.isOutOfMemory()) {
 *         cuda.pools().trim(pool, 0);
 *     }
 * }
 * }
 */
public final class CudaException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int OUT_OF_MEMORY = 2;

    private final String call;
    private final int code;
    private final String error;
    private final boolean contextLost;

    CudaException(String call, int code, String error, String message, boolean contextLost) {
        super(message);
        this.call = call;
        this.code = code;
        this.error = error;
        this.contextLost = contextLost;
    }

    CudaException(String call, CudaException first) {
        super(call + ": refused, because the context was lost before: " + first.getMessage(), first);
        this.call = call;
        this.code = first.code;
        this.error = first.error;
        this.contextLost = true;
    }

    /** Name of the C function: {@code cuMemAllocAsync}. */
    public String call() {
        return call;
    }

    /** The driver's code, {@code CUresult}: 2. */
    public int code() {
        return code;
    }

    /** The code's name in the header: {@code CUDA_ERROR_OUT_OF_MEMORY}. */
    public String error() {
        return error;
    }

    public boolean isOutOfMemory() {
        return code == OUT_OF_MEMORY;
    }

    /**
     * Whether the context cannot be used any more. What it held is lost; the driver's documentation asks for the process to be
     * ended.
     */
    public boolean isContextLost() {
        return contextLost;
    }
}
