package dev.culebra.engine.cpu.gemm;

/**
 * The arithmetic of a matrix product for one element type and one vector width; {@link Gemm} arranges the work around
 * it.
 *
 * <p>Operands are multiplied in <em>panels</em>, copies that lie so that {@link #multiply} reads memory in few sweeps,
 * whatever the operands' strides are. A left panel holds up to {@link #rows} rows one after the other, each with room
 * for {@link #depth} elements. A right panel holds up to {@link #columns} columns interleaved: element {@code [p, j]}
 * is at {@code p * width + j}, with {@code width} as {@link #rhsWidth} says.
 *
 * <p>Every element of the product is summed in the same order wherever it stands in a tile, so a result depends
 * neither on how the work is cut into tiles nor on the number of threads.
 *
 * @param <P> the array type of panels: {@code float[]} or {@code double[]}
 */
public interface MicroKernel<P> {
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

    /** A new array for panels. */
    P newPanels(int elements);

    /** The length of an array for panels, in elements. */
    int length(P panels);

    /**
     * Packs {@code [rows, depth]} of the left operand. What the panel holds elsewhere is undefined.
     *
     * @param index where the first element lies in the segment, in elements
     */
    void packLhs(Matrix lhs, long index, int rows, int depth, P panels, int panelOffset);

    /**
     * Packs {@code [depth, columns]} of the right operand. What the panel holds elsewhere is undefined.
     *
     * @param index where the first element lies in the segment, in elements
     */
    void packRhs(Matrix rhs, long index, int depth, int columns, P panels, int panelOffset);

    /**
     * Multiplies {@code [rows, depth]} of a left panel with {@code [depth, columns]} of a right one into the upper
     * left of {@code tile}, whose rows are {@link #columns()} long. What is elsewhere in the tile is then undefined.
     */
    void multiply(int rows, int columns, int depth, P lhs, int lhsOffset, P rhs, int rhsOffset, P tile);

    /**
     * Copies the upper left {@code [rows, columns]} of a tile to {@code out}, element {@code index} of its segment and
     * on.
     *
     * @param accumulate whether to add to what is there
     */
    void unpack(P tile, int rows, int columns, Matrix out, long index, boolean accumulate);

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
            Matrix out, P scratch);

    /** Overwrites {@code out} with {@code lhs · rhs}, without packing; for small products, {@code depth} may be 0. */
    void multiplyDirect(int rows, int columns, int depth, Matrix lhs, Matrix rhs, Matrix out);
}
