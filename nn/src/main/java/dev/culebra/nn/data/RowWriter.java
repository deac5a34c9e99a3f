package dev.culebra.nn.data;

import java.lang.foreign.MemorySegment;

/**
 * Writes single examples to host memory, as numbers in native byte order; see {@link Dataset#rows}.
 *
 * <pre>{@code
 * RowWriter squares = (index, inputs, inputAt, targets, targetAt) -> {
 *     inputs.set(ValueLayout.JAVA_FLOAT, inputAt, index);
 *     targets.set(ValueLayout.JAVA_FLOAT, targetAt, index * index);
 * };
 * }</pre>
 */
@FunctionalInterface
public interface RowWriter {

    /**
     * Writes example {@code index}: its input from byte {@code inputAt} of {@code inputs} on, its target from byte
     * {@code targetAt} of {@code targets} on, all elements of both. Called by one thread at a time of each loader.
     */
    void write(int index, MemorySegment inputs, long inputAt, MemorySegment targets, long targetAt);
}
