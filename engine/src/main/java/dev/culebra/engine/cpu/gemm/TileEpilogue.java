package dev.culebra.engine.cpu.gemm;

/**
 * What is to be done with each finished region of a product while it is still in cache: add a bias, apply an
 * activation.
 *
 * <p>The regions of one product do not overlap and together cover it. They are finished in any order, on any thread,
 * several at once; which regions there are may depend on the number of threads, so what an epilogue does to an element
 * must depend on that element only.
 *
 * {@snippet :
 * TileEpilogue relu = (rowStart, rowEnd, columnStart, columnEnd) -> {
 *     for (long row = rowStart; row < rowEnd; row++) {
 *         for (long column = columnStart; column < columnEnd; column++) {
 *             long index = c.index(row, column);
 *             segment.setAtIndex(JAVA_FLOAT, index, Math.max(0, segment.getAtIndex(JAVA_FLOAT, index)));
 *         }
 *     }
 * };
 * }
 */
@FunctionalInterface
public interface TileEpilogue {
    /** Leaves the product as it is. */
    TileEpilogue NONE = (rowStart, rowEnd, columnStart, columnEnd) -> {};

    /** Called once for the finished elements {@code [rowStart, rowEnd)} × {@code [columnStart, columnEnd)}. */
    void apply(long rowStart, long rowEnd, long columnStart, long columnEnd);

    /** The same epilogue for the transposed product. */
    default TileEpilogue transposed() {
        return this == NONE
                ? NONE
                : (rowStart, rowEnd, columnStart, columnEnd) -> apply(columnStart, columnEnd, rowStart, rowEnd);
    }
}
