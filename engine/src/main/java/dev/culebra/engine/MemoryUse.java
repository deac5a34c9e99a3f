package dev.culebra.engine;

/**
 * Memory of one device at one moment.
 *
 * <pre>{@code
 * MemoryUse before = device.memory();
 * step();
 * assert device.memory().usedBytes() == before.usedBytes();
 * }</pre>
 *
 * @param usedBytes in blocks that storages hold
 * @param spareBytes in blocks kept for the next allocation
 * @param peakBytes highest {@code usedBytes} so far
 * @param blocks blocks that storages hold
 */
public record MemoryUse(long usedBytes, long spareBytes, long peakBytes, long blocks) {}
