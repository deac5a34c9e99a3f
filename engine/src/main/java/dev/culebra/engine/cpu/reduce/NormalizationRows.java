package dev.culebra.engine.cpu.reduce;

import java.lang.foreign.MemorySegment;

/**
 * The loops of normalisation over runs of F32 that lie side by side. Positions are in elements; {@code x̂ = (x − mean) · r}. Sums
 * come in lanes, of which there are two times {@link #lanes()}: those of a first sum, then those of a second one.
 */
public interface NormalizationRows {
    /** How many lanes a sum has, and the fewest elements of a run. */
    int lanes();

    /** The most elements of which a sum is taken at a time. */
    int longest();

    /** {@code Σ (x − mean)} and {@code Σ (x − mean)²}. */
    void squares(MemorySegment x, long at, int count, float mean, float[] sums);

    /** {@code Σ dy} and {@code Σ dy · x̂}; {@code dy} lies as {@code x} does. */
    void products(MemorySegment x, MemorySegment dy, long at, int count, float mean, float r, float[] sums);

    /** {@code Σ dy · scale} and {@code Σ dy · scale · x̂}. */
    void products(MemorySegment x, MemorySegment dy, long at, int count, float mean, float r, MemorySegment scale,
            long scaleAt, float[] sums);

    /** {@code y = (x − mean) · factor + shift}; {@code y} lies as {@code x} does, elsewhere. */
    void apply(MemorySegment x, long at, int count, float mean, float factor, float shift, MemorySegment y);

    /** {@code y = x̂ · scale + shift}, element by element. */
    void apply(MemorySegment x, long at, int count, float mean, float r, MemorySegment scale, long scaleAt,
            MemorySegment shift, long shiftAt, MemorySegment y);

    /** {@code dx = (dy − first − x̂ · second) · factor}; {@code dx} lies as {@code x} does, elsewhere. */
    void gradient(MemorySegment x, MemorySegment dy, long at, int count, float mean, float r, float first,
            float second, float factor, MemorySegment dx);

    /** {@code dx = (dy · scale − first − x̂ · second) · r}. */
    void gradient(MemorySegment x, MemorySegment dy, long at, int count, float mean, float r, float first,
            float second, MemorySegment scale, long scaleAt, MemorySegment dx);

    /** Adds {@code dy · x̂} to {@code count} elements of {@code sums}, and {@code dy} to as many that follow. */
    void accumulate(MemorySegment x, MemorySegment dy, long at, int count, float mean, float r, MemorySegment sums);
}
