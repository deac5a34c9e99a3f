package dev.culebra.cuda;

/**
 * What can be asked of a kernel ({@code CUfunction_attribute}).
 *
 * <pre>{@code
 * int registers = cuda.modules().attribute(function, FunctionAttribute.REGISTERS); // of each thread
 * }</pre>
 */
public enum FunctionAttribute {
    MAX_THREADS_PER_BLOCK(0),
    SHARED_BYTES(1),
    CONSTANT_BYTES(2),
    LOCAL_BYTES(3),
    REGISTERS(4),
    /** How much dynamic shared memory a launch may ask for: 48 KiB unless set. */
    MAX_DYNAMIC_SHARED_BYTES(8);

    private final int code;

    FunctionAttribute(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
