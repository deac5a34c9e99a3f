package dev.culebra.engine.cpu.gemm;

import java.lang.foreign.MemorySegment;

/**
 * The arithmetic of a matrix product for one element type and one vector width; {@link Gemm} arranges the work around it.
 *
 * <p>A <em>panel</em> holds {@code width} rows of the left operand (or columns of the right one), interleaved: element
 * {@code [p * width + i]} is the {@code p}-th element of row (column) {@code i}, so that {@link #multiply} reads memory in
 * one sweep, whatever the operands' strides are.
 *
 * <p>Every element of the product is summed in the same order wherever it stands in a tile, so a result depends neither on
 * how the work is cut into tiles nor on the number of threads.
 *
 * @param <P> the array type of panels: {@code float[]} or {@code double[]}
 */
public interface MicroKernel<P> {
    /** Rows of a tile. */
    int rows();

    /** Columns of a tile. */
    int columns();

    /** The size of an element. */
    int elementBytes();

    /** A new array for panels. */
    P newPanels(int elements);

    /** The length of an array for panels, in elements. */
    int length(P panels);

    /**
     * Packs {@code count} rows (columns) of an operand into a panel and fills the panel up to {@code width} with zeros.
     *
     * @param offset where the first element lies in the source, in elements
     * @param across from one packed row (column) to the next, in elements
     * @param along from one element of a row (column) to the next, in elements
     * @param count how many rows (columns) to read, at most {@code width}
     * @param depth how many elements of each
     */
    void pack(
            MemorySegment source,
            long offset,
            long across,
            long along,
            int count,
            int width,
            int depth,
            P panels,
            int panelOffset);

    /**
     * Multiplies a left panel {@code [rows, depth]} with a right one {@code [depth, columns]} into the contiguous
     * {@code tile} of {@code [rows, columns]}.
     */
    void multiply(int depth, P lhs, int lhsOffset, P rhs, int rhsOffset, P tile);

    /**
     * Copies the upper left {@code [rows, columns]} of a tile to {@code out}, element {@code index} of its segment and on.
     *
     * @param accumulate whether to add to what is there
     */
    void unpack(P tile, int rows, int columns, Matrix out, long index, boolean accumulate);

    /** Overwrites {@code out} with {@code lhs · rhs}, without packing; for small products, {@code depth} may be 0. */
    void multiplyDirect(int rows, int columns, int depth, Matrix lhs, Matrix rhs, Matrix out);
}
