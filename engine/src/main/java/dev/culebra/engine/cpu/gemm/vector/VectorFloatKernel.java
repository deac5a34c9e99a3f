package dev.culebra.engine.cpu.gemm.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.cpu.gemm.FloatKernel;
import dev.culebra.engine.cpu.gemm.Matrix;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Packing and unpacking by vectors, off the heap, where operands and results lie too. */
abstract class VectorFloatKernel extends FloatKernel<float[], MemorySegment> {
    /** Without AVX there may be no fused multiply-add, and emulating it is thousands of times slower. */
    static final boolean FUSED = FloatVector.SPECIES_PREFERRED.vectorBitSize() > 128
            || System.getProperty("os.arch").equals("aarch64");

    /** The deeper, the fewer results are read again; a panel may come from the second-level cache. */
    private static final int DEPTH = 4096 / Float.BYTES;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int BYTES = SPECIES.vectorByteSize();
    private static final int WIDE = 4 * LANES;
    private static final int COLUMNS = VectorMicroKernels.MANY_REGISTERS ? 4 * LANES : 2 * LANES;
    /** With more rows and columns than this, packing pays for itself; measured. */
    private static final int MAX_DOTS = 16;
    /** With more rows than this, packing the right operand pays for itself; measured. */
    private static final int MAX_ROWS_IN_PLACE = 64;

    /** Whole tiles and whole vectors of every width. */
    private static final int UNPACK_ROWS = 48;

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ThreadLocal<float[]> BLOCK = ThreadLocal.withInitial(() -> new float[LANES * LANES]);

    @Override
    public final float[] newLhsPanels(int elements) {
        return new float[elements];
    }

    @Override
    public final int lhsLength(float[] panels) {
        return panels.length;
    }

    @Override
    public final MemorySegment newRhsPanels(int elements) {
        return Arena.ofAuto().allocate((long) elements * Float.BYTES, SPECIES.vectorByteSize());
    }

    @Override
    public final int rhsLength(MemorySegment panels) {
        return (int) (panels.byteSize() / Float.BYTES);
    }

    @Override
    public final int depth() {
        return DEPTH;
    }

    @Override
    public final int columns() {
        return COLUMNS;
    }

    @Override
    public final int rhsWidth(int columns) {
        return columns > 2 * LANES ? COLUMNS : columns > LANES ? 2 * LANES : LANES;
    }

    @Override
    public final Optional<MemorySegment> rhsInPlace(Matrix rhs, long m, long n) {
        boolean suits = rhs.columnStride() == 1 && n % LANES == 0 && m <= MAX_ROWS_IN_PLACE;
        return suits ? Optional.of(rhs.segment()) : Optional.empty();
    }

    @Override
    public final int wholeColumns(int columns) {
        return columns >= COLUMNS ? COLUMNS : columns >= 2 * LANES ? 2 * LANES : LANES;
    }

    @Override
    public final void packLhs(Matrix lhs, long index, int rows, int depth, float[] panels, int at, int rowStride) {
        int wholeRows = 0;
        int wholeDepth = 0;
        if (lhs.columnStride() == 1) {
            wholeRows = rows;
            wholeDepth = SPECIES.loopBound(depth);
            for (int i = 0; i < rows; i++) {
                copyRow(lhs.segment(), index + i * lhs.rowStride(), wholeDepth, panels, at + i * rowStride);
            }
        } else if (lhs.rowStride() == 1) {
            wholeRows = SPECIES.loopBound(rows);
            wholeDepth = SPECIES.loopBound(depth);
            for (int p = 0; p < wholeDepth; p += LANES) {
                for (int i = 0; i < wholeRows; i += LANES) {
                    FloatTranspose.copy(lhs.segment(), index + i + p * lhs.columnStride(), lhs.columnStride(), panels,
                            at
                                    + i * rowStride + p,
                            rowStride);
                }
            }
        }
        FloatCopy.copy(lhs.segment(), index + wholeDepth * lhs.columnStride(), lhs.rowStride(), lhs.columnStride(),
                wholeRows, depth - wholeDepth, panels, at + wholeDepth, rowStride);
        FloatCopy.copy(lhs.segment(), index + wholeRows * lhs.rowStride(), lhs.rowStride(), lhs.columnStride(), rows
                - wholeRows, depth, panels, at + wholeRows * rowStride, rowStride);
    }

    private static void copyRow(MemorySegment source, long from, int count, float[] panels, int to) {
        MemorySegment in = NativeSegments.cast(source);
        for (int p = 0; p < count; p += LANES) {
            FloatVector.fromMemorySegment(SPECIES, in, (from + p) * Float.BYTES, ORDER).intoArray(panels, to + p);
        }
    }

    @Override
    public final void packRhs(Matrix rhs, long index, int depth, int columns, MemorySegment panels, int at) {
        int width = rhsWidth(columns);
        int wholeColumns = 0;
        int wholeDepth = 0;
        if (rhs.columnStride() == 1) {
            wholeColumns = SPECIES.loopBound(columns);
            wholeDepth = depth;
            int wide = columns - columns % WIDE;
            for (int j = 0; j < wide; j += WIDE) {
                copyWideColumn(rhs.segment(), index + j, rhs.rowStride(), depth, panels, at + j, width);
            }
            for (int j = wide; j < wholeColumns; j += LANES) {
                copyColumn(rhs.segment(), index + j, rhs.rowStride(), depth, panels, at + j, width);
            }
        } else if (rhs.rowStride() == 1) {
            wholeColumns = SPECIES.loopBound(columns);
            wholeDepth = SPECIES.loopBound(depth);
            float[] block = BLOCK.get();
            for (int j = 0; j < wholeColumns; j += LANES) {
                long from = index + j * rhs.columnStride();
                for (int p = 0; p < wholeDepth; p += LANES) {
                    FloatTranspose.copy(rhs.segment(), from + p, rhs.columnStride(), panels, at + j + (long) p * width,
                            width, block);
                }
            }
        }
        FloatCopy.copy(rhs.segment(), index + wholeDepth * rhs.rowStride(), rhs.columnStride(), rhs.rowStride(),
                wholeColumns, depth - wholeDepth, panels, at + (long) wholeDepth * width, width);
        FloatCopy.copy(rhs.segment(), index + wholeColumns * rhs.columnStride(), rhs.columnStride(), rhs.rowStride(),
                columns - wholeColumns, depth, panels, at + wholeColumns, width);
    }

    private static void copyWideColumn(MemorySegment source, long from, long apart, int depth, MemorySegment panels,
            long to, int width) {
        MemorySegment in = NativeSegments.cast(source);
        MemorySegment out = NativeSegments.cast(panels);
        for (int p = 0; p < depth; p++) {
            long i = (from + p * apart) * Float.BYTES;
            long o = (to + (long) p * width) * Float.BYTES;
            var v0 = FloatVector.fromMemorySegment(SPECIES, in, i, ORDER);
            var v1 = FloatVector.fromMemorySegment(SPECIES, in, i + BYTES, ORDER);
            var v2 = FloatVector.fromMemorySegment(SPECIES, in, i + 2 * BYTES, ORDER);
            var v3 = FloatVector.fromMemorySegment(SPECIES, in, i + 3 * BYTES, ORDER);
            v0.intoMemorySegment(out, o, ORDER);
            v1.intoMemorySegment(out, o + BYTES, ORDER);
            v2.intoMemorySegment(out, o + 2 * BYTES, ORDER);
            v3.intoMemorySegment(out, o + 3 * BYTES, ORDER);
        }
    }

    private static void copyColumn(MemorySegment source, long from, long apart, int depth, MemorySegment panels,
            long to,
            int width) {
        MemorySegment in = NativeSegments.cast(source);
        MemorySegment out = NativeSegments.cast(panels);
        for (int p = 0; p < depth; p++) {
            FloatVector.fromMemorySegment(SPECIES, in, (from + p * apart) * Float.BYTES, ORDER).intoMemorySegment(out,
                    (to + (long) p * width) * Float.BYTES, ORDER);
        }
    }

    @Override
    public final int unpackRows(Matrix out) {
        return byColumns(out) ? UNPACK_ROWS : rows();
    }

    private static boolean byColumns(Matrix out) {
        return out.rowStride() == 1 && out.columnStride() != 1;
    }

    @Override
    public final void unpack(float[] tile, int rows, int columns, Matrix out, long index, boolean accumulate) {
        int wholeRows = 0;
        int wholeColumns = 0;
        if (out.columnStride() == 1) {
            wholeRows = rows;
            wholeColumns = SPECIES.loopBound(columns);
            if (columns == WIDE) {
                unpackWide(tile, rows, out.segment(), index, out.rowStride(), accumulate);
                return;
            }
            for (int i = 0; i < rows; i++) {
                unpackRow(tile, i * COLUMNS, wholeColumns, out.segment(), index + i * out.rowStride(), accumulate);
            }
        } else if (byColumns(out) && !accumulate) {
            wholeRows = SPECIES.loopBound(rows);
            wholeColumns = SPECIES.loopBound(columns);
            for (int i = 0; i < wholeRows; i += LANES) {
                for (int j = 0; j < wholeColumns; j += LANES) {
                    FloatTranspose.move(tile, i * COLUMNS + j, COLUMNS, out.segment(),
                            index + i + j * out.columnStride(),
                            out.columnStride());
                }
            }
        }
        unpackEach(tile, 0, wholeRows, wholeColumns, columns, out, index, accumulate);
        unpackEach(tile, wholeRows, rows, 0, columns, out, index, accumulate);
    }

    private static void unpackWide(float[] tile, int rows, MemorySegment out, long to, long apart,
            boolean accumulate) {
        MemorySegment segment = NativeSegments.cast(out);
        for (int i = 0; i < rows; i++) {
            int from = i * WIDE;
            long at = (to + i * apart) * Float.BYTES;
            var v0 = FloatVector.fromArray(SPECIES, tile, from);
            var v1 = FloatVector.fromArray(SPECIES, tile, from + LANES);
            var v2 = FloatVector.fromArray(SPECIES, tile, from + 2 * LANES);
            var v3 = FloatVector.fromArray(SPECIES, tile, from + 3 * LANES);
            if (accumulate) {
                v0 = FloatVector.fromMemorySegment(SPECIES, segment, at, ORDER).add(v0);
                v1 = FloatVector.fromMemorySegment(SPECIES, segment, at + BYTES, ORDER).add(v1);
                v2 = FloatVector.fromMemorySegment(SPECIES, segment, at + 2 * BYTES, ORDER).add(v2);
                v3 = FloatVector.fromMemorySegment(SPECIES, segment, at + 3 * BYTES, ORDER).add(v3);
            }
            v0.intoMemorySegment(segment, at, ORDER);
            v1.intoMemorySegment(segment, at + BYTES, ORDER);
            v2.intoMemorySegment(segment, at + 2 * BYTES, ORDER);
            v3.intoMemorySegment(segment, at + 3 * BYTES, ORDER);
        }
    }

    private static void unpackRow(float[] tile, int from, int count, MemorySegment out, long to, boolean accumulate) {
        MemorySegment segment = NativeSegments.cast(out);
        for (int j = 0; j < count; j += LANES) {
            var value = FloatVector.fromArray(SPECIES, tile, from + j);
            if (accumulate) {
                value = FloatVector.fromMemorySegment(SPECIES, segment, (to + j) * Float.BYTES, ORDER).add(value);
            }
            value.intoMemorySegment(segment, (to + j) * Float.BYTES, ORDER);
        }
    }

    private static void unpackEach(float[] tile, int rowStart, int rowEnd, int columnStart, int columnEnd, Matrix out,
            long index, boolean accumulate) {
        MemorySegment segment = NativeSegments.cast(out.segment());
        for (int i = rowStart; i < rowEnd; i++) {
            for (int j = columnStart; j < columnEnd; j++) {
                long to = index + i * out.rowStride() + j * out.columnStride();
                float value = tile[i * COLUMNS + j];
                segment.setAtIndex(JAVA_FLOAT, to, accumulate ? segment.getAtIndex(JAVA_FLOAT, to) + value : value);
            }
        }
    }

    /**
     * If that packs and turns fewer elements, or has wide tiles where the other has narrow ones. Where both operands lie badly
     * nothing is won; nor where sums are added to a result in parts, for that is done element by element.
     */
    @Override
    public final boolean prefersTransposed(long m, long n, long k, Matrix lhs, Matrix rhs) {
        boolean smaller = lhs.columnStride() == 1 && rhs.rowStride() == 1 && rhs.columnStride() != 1 && k <= DEPTH
                && (m + n) * k > 2 * m * (k + n);
        boolean wider = lhs.rowStride() == 1 && rhs.columnStride() == 1 && 2 * n <= COLUMNS && m >= COLUMNS;
        return smaller || wider;
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
