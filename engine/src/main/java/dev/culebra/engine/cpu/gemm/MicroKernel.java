package dev.culebra.engine.cpu.gemm;

import java.util.Optional;

/**
 * The arithmetic of a matrix product for one element type and one vector width; {@link Gemm} arranges the work around
 * it.
 *
 * <p>Operands are multiplied in <em>panels</em>, copies that lie so that {@link #multiply} reads memory in few sweeps,
 * whatever the operands' strides are. A left panel holds some rows one after the other, a fixed distance apart. A right panel holds up to {@link #columns} columns interleaved: element {@code [p, j]}
 * is at {@code p * width + j}, with {@code width} as {@link #rhsWidth} says.
 *
 * <p>Every element of the product is summed in the same order wherever it stands in a tile, so a result depends
 * neither on how the work is cut into tiles nor on the number of threads.
 *
 * @param <L> where left panels and tiles are: an array
 * @param <R> where right panels are: an array, or off the heap as operands are
 */
public interface MicroKernel<L, R> {
    /** Rows of a tile. */
    int rows();

    /** Columns of a tile. */
    int columns();

    /** How many products are summed at most before the sum is added to the result. */
    int depth();

    /**
     * How many columns the right panel has room for in which {@code columns}, at most {@link #columns()}, are packed.
     */
    int rhsWidth(int columns);

    /** The size of an element. */
    int elementBytes();

    /** New room for left panels, or for a tile. */
    L newLhsPanels(int elements);

    /** The length of room for left panels, in elements. */
    int lhsLength(L panels);

    /** New room for right panels. */
    R newRhsPanels(int elements);

    /** The length of room for right panels, in elements. */
    int rhsLength(R panels);

    /**
     * Packs {@code [rows, depth]} of the left operand, any number of rows. What the panel holds elsewhere is undefined.
     *
     * @param index where the first element lies in the segment, in elements
     * @param rowStride from one row to the next in the panel
     */
    void packLhs(Matrix lhs, long index, int rows, int depth, L panels, int at, int rowStride);

    /**
     * Packs {@code [depth, columns]} of the right operand. What the panel holds elsewhere is undefined.
     *
     * @param index where the first element lies in the segment, in elements
     */
    void packRhs(Matrix rhs, long index, int depth, int columns, R panels, int at);

    /**
     * The memory of the right operand of a product {@code [m, n]}, if tiles are better multiplied from where it lies; empty if it
     * is to be packed.
     */
    default Optional<R> rhsInPlace(Matrix rhs, long m, long n) {
        return Optional.empty();
    }

    /** How many of so many columns the next tile has that is read in place: so many that nothing beyond them is read. */
    default int wholeColumns(int columns) {
        return Math.min(columns, columns());
    }

    /**
     * Multiplies {@code [rows(), depth]} of a left panel with {@code [depth, columns]} of a right one into the left of
     * {@code tile}, whose rows are {@link #columns()} long. What is elsewhere in those rows is then undefined.
     *
     * @param lhsRow from one row to the next in the left panel
     * @param rhsRow from one row to the next in the right panel, {@link #rhsWidth}, or in an operand that is read in place
     */
    void multiply(int columns, int depth, L lhs, int lhsAt, int lhsRow, R rhs, long rhsAt, long rhsRow, L tile,
            int tileAt);

    /** How many rows are to be copied at a time to a result that lies so: a multiple of {@link #rows()}. */
    default int unpackRows(Matrix out) {
        return rows();
    }

    /**
     * Copies the upper left {@code [rows, columns]} of a tile to {@code out}, element {@code index} of its segment and
     * on.
     *
     * @param accumulate whether to add to what is there
     */
    void unpack(L tile, int rows, int columns, Matrix out, long index, boolean accumulate);

    /** Whether the transposed product is faster for operands that lie so, if both are packed. */
    default boolean prefersTransposed(long m, long n, long k, Matrix lhs, Matrix rhs) {
        return false;
    }

    /** Whether {@link #multiplyDots} is faster than packing for a product of this size. */
    boolean prefersDots(long m, long n, long k);

    /**
     * Overwrites some rows and columns of {@code out}, ends exclusive, with those of {@code lhs · rhs}, without packing, where
     * both operands are contiguous along the inner axis: {@code lhs} has a column stride of 1 and {@code rhs} a row stride of
     * 1.
     *
     * @param scratch room for a tile
     */
    void multiplyDots(long rowStart, long rowEnd, long columnStart, long columnEnd, int depth, Matrix lhs, Matrix rhs,
            Matrix out, L scratch);

    /** Overwrites {@code out} with {@code lhs · rhs}, without packing; for small products, {@code depth} may be 0. */
    void multiplyDirect(int rows, int columns, int depth, Matrix lhs, Matrix rhs, Matrix out);
}
