package dev.culebra.cuda;

/**
 * What can be asked of a pool, and some of it set ({@code CUmemPool_attribute}); all in bytes.
 *
 * <pre>{@code
 * long used = cuda.pools().value(pool, PoolAttribute.USED_CURRENT);
 * }</pre>
 */
public enum PoolAttribute {
    /** Unused memory that a pool keeps at a synchronisation. */
    RELEASE_THRESHOLD(4),
    /** What the pool has of the device. */
    RESERVED_CURRENT(5),
    /** The most of it so far. */
    RESERVED_HIGH(6),
    /** What is allocated from the pool. */
    USED_CURRENT(7),
    /** The most of it so far. */
    USED_HIGH(8);

    private final int code;

    PoolAttribute(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
