package dev.culebra.engine;

/**
 * How the elements along some axes become one.
 *
 * <pre>{@code
 * Tensor highest = scores.reduce(Reduction.ARGMAX, false, -1); // [batch, classes] → [batch], I64
 * }</pre>
 */
public enum Reduction {
    /** Sum; 0 over no elements. Partial sums are taken in blocks, so that the error grows with log n. */
    SUM,
    /** Largest; NaN if one is NaN. At least one element. */
    MAX,
    /** Smallest; NaN if one is NaN. At least one element. */
    MIN,
    /** Index of the largest, as I64; the first wins a tie, and a NaN counts as largest. One axis, at least one element. */
    ARGMAX,
    /** Index of the smallest, as I64; the first wins a tie, and a NaN counts as smallest. One axis, at least one element. */
    ARGMIN;

    /** Whether the result is an index (I64) and not a value of the input's type. */
    public boolean yieldsIndex() {
        return this == ARGMAX || this == ARGMIN;
    }

    /** Whether there is a result over no elements. */
    public boolean hasIdentity() {
        return this == SUM;
    }
}
