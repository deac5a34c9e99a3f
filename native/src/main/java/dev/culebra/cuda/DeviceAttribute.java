package dev.culebra.cuda;

/**
 * What can be asked of a device ({@code CUdevice_attribute}).
 *
 * <pre>{@code
 * int multiprocessors = cuda.devices().attribute(DeviceAttribute.MULTIPROCESSOR_COUNT, device);
 * }</pre>
 */
public enum DeviceAttribute {
    MAX_THREADS_PER_BLOCK(1),
    MAX_SHARED_MEMORY_PER_BLOCK(8),
    WARP_SIZE(10),
    CLOCK_RATE(13),
    MULTIPROCESSOR_COUNT(16),
    MEMORY_CLOCK_RATE(36),
    GLOBAL_MEMORY_BUS_WIDTH(37),
    L2_CACHE_SIZE(38),
    MAX_THREADS_PER_MULTIPROCESSOR(39),
    COMPUTE_CAPABILITY_MAJOR(75),
    COMPUTE_CAPABILITY_MINOR(76),
    MAX_SHARED_MEMORY_PER_BLOCK_OPTIN(97),
    MEMORY_POOLS_SUPPORTED(115);

    private final int code;

    DeviceAttribute(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
