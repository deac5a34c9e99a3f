package dev.culebra.engine.cpu.gemm;

import java.lang.foreign.MemorySegment;

/**
 * Where a matrix lies: element {@code [row, column]} is element {@code offset + row * rowStride + column *
 * columnStride} of a native segment. Any strides will do: exchanged for a transposed matrix, 0 for a broadcast
 * operand, negative for a reversed one.
 *
 * {@snippet :
 * var rowMajor = new Matrix(segment, 0, 5, 1); // [3, 5]
 * var transposed = rowMajor.transposed();      // [5, 3], the same memory
 * }
 *
 * @param segment native (off-heap) memory, aligned to the element
 * @param offset where element {@code [0, 0]} is, in elements
 * @param rowStride from one row to the next, in elements
 * @param columnStride from one column to the next, in elements
 */
public record Matrix(MemorySegment segment, long offset, long rowStride, long columnStride) {
    /** The same memory, rows taken as columns. */
    public Matrix transposed() {
        return new Matrix(segment, offset, columnStride, rowStride);
    }

    /** The same memory, {@code elements} further on. */
    public Matrix shifted(long elements) {
        return elements == 0 ? this : new Matrix(segment, offset + elements, rowStride, columnStride);
    }

    /** Where element {@code [row, column]} is, in elements of the segment. */
    public long index(long row, long column) {
        return offset + row * rowStride + column * columnStride;
    }
}
