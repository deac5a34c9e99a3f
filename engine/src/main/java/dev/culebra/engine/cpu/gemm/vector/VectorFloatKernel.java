package dev.culebra.engine.cpu.gemm.vector;

import dev.culebra.engine.cpu.gemm.FloatKernel;
import dev.culebra.engine.cpu.gemm.Matrix;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Packing and unpacking by vectors. */
abstract class VectorFloatKernel extends FloatKernel {
    /** Without AVX there may be no fused multiply-add, and emulating it is thousands of times slower. */
    static final boolean FUSED = FloatVector.SPECIES_PREFERRED.vectorBitSize() > 128
            || System.getProperty("os.arch").equals("aarch64");

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int COLUMNS = 2 * LANES;
    /** With more rows and columns than this, packing pays for itself; measured. */
    private static final int MAX_DOTS = 16;

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    @Override
    public final int columns() {
        return COLUMNS;
    }

    @Override
    public final int rhsWidth(int columns) {
        return columns > LANES ? COLUMNS : LANES;
    }

    @Override
    public final void packLhs(Matrix lhs, long index, int rows, int depth, float[] panels, int panelOffset) {
        if (lhs.columnStride() != 1) {
            super.packLhs(lhs, index, rows, depth, panels, panelOffset);
            return;
        }
        MemorySegment segment = NativeSegments.cast(lhs.segment());
        int whole = SPECIES.loopBound(depth);
        for (int i = 0; i < rows; i++) {
            long from = (index + i * lhs.rowStride()) * Float.BYTES;
            int to = panelOffset + i * DEPTH;
            for (int p = 0; p < whole; p += LANES) {
                FloatVector.fromMemorySegment(SPECIES, segment, from + (long) p * Float.BYTES, ORDER)
                        .intoArray(panels, to + p);
            }
        }
        if (whole < depth) {
            super.packLhs(lhs, index + whole, rows, depth - whole, panels, panelOffset + whole);
        }
    }

    @Override
    public final void packRhs(Matrix rhs, long index, int depth, int columns, float[] panels, int panelOffset) {
        if (rhs.rowStride() == 1 && rhs.columnStride() != 1) {
            packTransposed(rhs, index, depth, columns, panels, panelOffset);
            return;
        }
        if (rhs.columnStride() != 1 || columns % LANES != 0) {
            super.packRhs(rhs, index, depth, columns, panels, panelOffset);
            return;
        }
        MemorySegment segment = NativeSegments.cast(rhs.segment());
        if (columns == LANES) {
            for (int p = 0; p < depth; p++) {
                long from = (index + p * rhs.rowStride()) * Float.BYTES;
                FloatVector.fromMemorySegment(SPECIES, segment, from, ORDER)
                        .intoArray(panels, panelOffset + p * LANES);
            }
        } else {
            for (int p = 0; p < depth; p++) {
                long from = (index + p * rhs.rowStride()) * Float.BYTES;
                int to = panelOffset + p * COLUMNS;
                FloatVector.fromMemorySegment(SPECIES, segment, from, ORDER).intoArray(panels, to);
                from += SPECIES.vectorByteSize();
                FloatVector.fromMemorySegment(SPECIES, segment, from, ORDER).intoArray(panels, to + LANES);
            }
        }
    }

    /** Blocks as wide and deep as a vector; what is left at the edges one by one. */
    private void packTransposed(Matrix rhs, long index, int depth, int columns, float[] panels, int panelOffset) {
        int width = rhsWidth(columns);
        int wholeColumns = SPECIES.loopBound(columns);
        int wholeDepth = SPECIES.loopBound(depth);
        for (int j = 0; j < wholeColumns; j += LANES) {
            long from = index + j * rhs.columnStride();
            for (int p = 0; p < wholeDepth; p += LANES) {
                FloatTranspose.copy(rhs.segment(), from + p, rhs.columnStride(), panels, panelOffset + p * width + j,
                        width);
            }
        }
        packEdge(rhs, index, 0, depth, wholeColumns, columns, width, panels, panelOffset);
        packEdge(rhs, index, wholeDepth, depth, 0, wholeColumns, width, panels, panelOffset);
    }

    @Override
    public final void unpack(float[] tile, int rows, int columns, Matrix out, long index, boolean accumulate) {
        if (out.columnStride() != 1 || columns % LANES != 0) {
            super.unpack(tile, rows, columns, out, index, accumulate);
            return;
        }
        MemorySegment segment = NativeSegments.cast(out.segment());
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j += LANES) {
                long to = (index + i * out.rowStride() + j) * Float.BYTES;
                var value = FloatVector.fromArray(SPECIES, tile, i * COLUMNS + j);
                if (accumulate) {
                    value = FloatVector.fromMemorySegment(SPECIES, segment, to, ORDER).add(value);
                }
                value.intoMemorySegment(segment, to, ORDER);
            }
        }
    }

    @Override
    public final boolean prefersDots(long m, long n, long k) {
        return k >= 2L * LANES && Math.min(m, n) <= MAX_DOTS;
    }

    @Override
    public final void multiplyDots(long rowStart, long rowEnd, long columnStart, long columnEnd, int depth, Matrix lhs,
            Matrix rhs, Matrix out, float[] scratch) {
        FloatDots.multiply(rowStart, rowEnd, columnStart, columnEnd, depth, lhs, rhs, out, scratch);
    }
}
