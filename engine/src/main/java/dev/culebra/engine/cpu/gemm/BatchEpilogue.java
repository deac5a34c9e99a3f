package dev.culebra.engine.cpu.gemm;

/** A {@link TileEpilogue} of a batched product: it is also told which product of the batch a region belongs to. */
@FunctionalInterface
public interface BatchEpilogue {
    /** Leaves the products as they are. */
    BatchEpilogue NONE = (batch, rowStart, rowEnd, columnStart, columnEnd) -> {};

    /**
     * Called once for the finished elements {@code [batch, rowStart … rowEnd, columnStart … columnEnd]}, ends
     * exclusive.
     */
    void apply(int batch, long rowStart, long rowEnd, long columnStart, long columnEnd);

    /** The epilogue of one product of the batch. */
    default TileEpilogue of(int batch) {
        return this == NONE
                ? TileEpilogue.NONE
                : (rowStart, rowEnd, columnStart, columnEnd) -> apply(batch, rowStart, rowEnd, columnStart, columnEnd);
    }
}
