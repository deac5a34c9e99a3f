package dev.culebra.engine.cpu.gemm;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Tiles of 8 by 256 in plain Java. The JIT compiler makes vector instructions of a loop over arrays if they are all read and written
 * at one and the same index, for only then it knows, whichever of them are the same array, that no element is read after
 * another one was written to its place. So each row of the right panel, and of the tile, is an array of its own.
 */
abstract class ArrayFloatKernel extends FloatKernel<float[], float[][]> {
    private static final int ROWS = 8;
    private static final int COLUMNS = 256;
    private static final int GROUP = 4;

    private static final int LINE_LENGTH = 1024;

    private static final ThreadLocal<float[]> LINE = ThreadLocal.withInitial(() -> new float[LINE_LENGTH]);
    private static final ThreadLocal<float[][]> SUMS = ThreadLocal.withInitial(() -> new float[ROWS][COLUMNS]);

    @Override
    public final float[] newLhsPanels(int elements) {
        return new float[elements];
    }

    @Override
    public final int lhsLength(float[] panels) {
        return panels.length;
    }

    @Override
    public final float[][] newRhsPanels(int elements) {
        return new float[(elements + COLUMNS - 1) / COLUMNS][COLUMNS];
    }

    @Override
    public final int rhsLength(float[][] panels) {
        return panels.length * COLUMNS;
    }

    @Override
    public final int rows() {
        return ROWS;
    }

    @Override
    public final int columns() {
        return COLUMNS;
    }

    @Override
    public final int rhsWidth(int columns) {
        return COLUMNS;
    }

    @Override
    public final void multiply(int columns, int depth, float[] lhs, int lhsAt, int lhsRow, float[][] rhs, long rhsAt,
            long rhsRow, float[] tile, int tileAt) {
        float[][] sums = SUMS.get();
        int row = (int) rhsAt / COLUMNS;
        for (int i = 0; i < ROWS; i++) {
            Arrays.fill(sums[i], 0, columns, 0);
        }
        int p = 0;
        for (; p + GROUP <= depth; p += GROUP) {
            for (int i = 0; i < ROWS; i++) {
                int l = lhsAt + i * lhsRow + p;
                addFour(columns, lhs[l], rhs[row + p], lhs[l + 1], rhs[row + p + 1], lhs[l + 2], rhs[row + p + 2],
                        lhs[l + 3], rhs[row + p + 3], sums[i]);
            }
        }
        for (; p < depth; p++) {
            for (int i = 0; i < ROWS; i++) {
                addOne(columns, lhs[lhsAt + i * lhsRow + p], rhs[row + p], sums[i]);
            }
        }
        for (int i = 0; i < ROWS; i++) {
            System.arraycopy(sums[i], 0, tile, tileAt + i * COLUMNS, columns);
        }
    }

    /** Adds the products of four numbers with the first {@code columns} elements of a row each. */
    abstract void addFour(int columns, float a0, float[] b0, float a1, float[] b1, float a2, float[] b2, float a3,
            float[] b3, float[] sums);

    /** Adds the products of a number with the first {@code columns} elements of a row. */
    abstract void addOne(int columns, float a, float[] b, float[] sums);

    @Override
    public final void packLhs(Matrix lhs, long index, int rows, int depth, float[] panels, int at, int rowStride) {
        MemorySegment source = NativeSegments.cast(lhs.segment());
        if (lhs.columnStride() == 1) {
            for (int i = 0; i < rows; i++) {
                MemorySegment.copy(source, JAVA_FLOAT, (index + i * lhs.rowStride()) * Float.BYTES, panels, at + i
                        * rowStride, depth);
            }
            return;
        }
        float[] line = LINE.get();
        for (int from = 0; from < rows; from += LINE_LENGTH) {
            int count = Math.min(LINE_LENGTH, rows - from);
            for (int p = 0; p < depth; p++) {
                read(source, index + from * lhs.rowStride() + p * lhs.columnStride(), lhs.rowStride(), line, count);
                int to = at + from * rowStride + p;
                for (int i = 0; i < count; i++) {
                    panels[to + i * rowStride] = line[i];
                }
            }
        }
    }

    @Override
    public final void packRhs(Matrix rhs, long index, int depth, int columns, float[][] panels, int at) {
        MemorySegment source = NativeSegments.cast(rhs.segment());
        int first = at / COLUMNS;
        if (rhs.columnStride() == 1) {
            for (int p = 0; p < depth; p++) {
                MemorySegment.copy(source, JAVA_FLOAT, (index + p * rhs.rowStride()) * Float.BYTES, panels[first + p],
                        0, columns);
            }
            return;
        }
        float[] line = LINE.get();
        for (int from = 0; from < depth; from += LINE_LENGTH) {
            int count = Math.min(LINE_LENGTH, depth - from);
            for (int j = 0; j < columns; j++) {
                read(source, index + from * rhs.rowStride() + j * rhs.columnStride(), rhs.rowStride(), line, count);
                for (int p = 0; p < count; p++) {
                    panels[first + from + p][j] = line[p];
                }
            }
        }
    }

    /** Elements one after the other are copied in bulk, which is fast before the JIT has compiled anything. */
    private static void read(MemorySegment source, long from, long apart, float[] line, int count) {
        if (apart == 1) {
            MemorySegment.copy(source, JAVA_FLOAT, from * Float.BYTES, line, 0, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            line[i] = source.getAtIndex(JAVA_FLOAT, from + i * apart);
        }
    }

    @Override
    public final void unpack(float[] tile, int rows, int columns, Matrix out, long index, boolean accumulate) {
        MemorySegment segment = NativeSegments.cast(out.segment());
        boolean inRows = out.columnStride() == 1;
        float[] line = LINE.get();
        for (int i = 0; i < rows; i++) {
            long to = index + i * out.rowStride();
            if (accumulate) {
                read(segment, to, out.columnStride(), line, columns);
                add(line, tile, i * COLUMNS, columns);
            }
            if (inRows) {
                MemorySegment.copy(tile, i * COLUMNS, segment, JAVA_FLOAT, to * Float.BYTES, columns);
            } else {
                for (int j = 0; j < columns; j++) {
                    segment.setAtIndex(JAVA_FLOAT, to + j * out.columnStride(), tile[i * COLUMNS + j]);
                }
            }
        }
    }

    private static void add(float[] line, float[] tile, int at, int count) {
        for (int j = 0; j < count; j++) {
            tile[at + j] += line[j];
        }
    }
}
