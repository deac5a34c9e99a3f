package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.PoolCalls;
import dev.culebra.cuda.driver.Result;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Pools that asynchronous allocations come from. A pool gives its unused memory back to the device at each synchronisation, down
 * to its release threshold, which is 0 at first: allocation then is slow.
 *
 * <p>{@snippet :
 * long pool = cuda.pools().defaultPool(device);
 * cuda.pools().set(pool, PoolAttribute.RELEASE_THRESHOLD, Long.MAX_VALUE);
 * }
 */
public final class Pools {
    private static final long PROPERTIES_BYTES = 88;
    private static final int ALLOCATION_PINNED = 1;
    private static final int LOCATION_DEVICE = 1;
    private static final long LOCATION_TYPE_OFFSET = 8;
    private static final long LOCATION_ID_OFFSET = 12;

    private final PoolCalls calls;
    private final Checks checks;

    Pools(PoolCalls calls, Checks checks) {
        this.calls = calls;
        this.checks = checks;
    }

    /** {@code cuDeviceGetDefaultMemPool}. */
    public long defaultPool(int device) {
        MemorySegment pool = Out.segment();
        checks.check(calls.deviceGetDefaultMemPool(pool, device), "cuDeviceGetDefaultMemPool", "device", device);
        return pool.get(JAVA_LONG, 0);
    }

    /** {@code cuMemPoolCreate}: one more pool on a device. */
    public long create(int device) {
        checks.allow("cuMemPoolCreate");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment properties = arena.allocate(PROPERTIES_BYTES, Long.BYTES);
            properties.set(JAVA_INT, 0, ALLOCATION_PINNED);
            properties.set(JAVA_INT, LOCATION_TYPE_OFFSET, LOCATION_DEVICE);
            properties.set(JAVA_INT, LOCATION_ID_OFFSET, device);
            MemorySegment pool = Out.segment();
            checks.check(calls.memPoolCreate(pool, properties), "cuMemPoolCreate", "device", device);
            return pool.get(JAVA_LONG, 0);
        }
    }

    /** {@code cuMemPoolDestroy}. */
    public void destroy(long pool) {
        if (!checks.health().isLost()) {
            checks.check(calls.memPoolDestroy(pool), "cuMemPoolDestroy", "pool", pool);
        }
    }

    /** {@code cuMemPoolSetAttribute}, in bytes; a high mark takes 0 only. */
    public void set(long pool, PoolAttribute attribute, long value) {
        checks.allow("cuMemPoolSetAttribute");
        MemorySegment in = Out.segment();
        in.set(JAVA_LONG, 0, value);
        checks.check(calls.memPoolSetAttribute(pool, attribute.code(), in), "cuMemPoolSetAttribute", "pool", pool,
                "attribute", attribute.code(), "value", value);
    }

    /** {@code cuMemPoolGetAttribute}, in bytes. */
    public long value(long pool, PoolAttribute attribute) {
        checks.allow("cuMemPoolGetAttribute");
        MemorySegment value = Out.segment();
        checks.check(calls.memPoolGetAttribute(pool, attribute.code(), value), "cuMemPoolGetAttribute", "pool", pool,
                "attribute", attribute.code());
        return value.get(JAVA_LONG, 0);
    }

    /** {@code cuMemPoolTrimTo}: gives unused memory back until {@code bytes} are left. */
    public void trim(long pool, long bytes) {
        checks.allow("cuMemPoolTrimTo");
        checks.check(calls.memPoolTrimTo(pool, bytes), "cuMemPoolTrimTo", "pool", pool, "bytes", bytes);
    }

    /** {@code cuMemAllocFromPoolAsync}; freed with {@link Memory#freeAsync}. */
    public long allocateAsync(long bytes, long pool, long stream) {
        checks.allow("cuMemAllocFromPoolAsync");
        MemorySegment address = Out.segment();
        int code = calls.memAllocFromPoolAsync(address, bytes, pool, stream);
        if (code != Result.SUCCESS) {
            throw checks.failure(code, "cuMemAllocFromPoolAsync",
                    Argument.text("requested", bytes) + " bytes, " + Argument.text("pool", pool));
        }
        return address.get(JAVA_LONG, 0);
    }
}
