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
final class ScalarFloatKernel extends FloatKernel<float[], float[][]> {
    private static final int DEPTH = Float.BYTES == 4 ? 224 : 192;
    private static final int ROWS = 8;
    private static final int COLUMNS = 256;
    private static final int GROUP = 4;

    private static final ThreadLocal<float[][]> SUMS = ThreadLocal.withInitial(() -> new float[ROWS][COLUMNS]);

    @Override
    public float[] newLhsPanels(int elements) {
        return new float[elements];
    }

    @Override
    public int lhsLength(float[] panels) {
        return panels.length;
    }

    @Override
    public float[][] newRhsPanels(int elements) {
        return new float[(elements + COLUMNS - 1) / COLUMNS][COLUMNS];
    }

    @Override
    public int rhsLength(float[][] panels) {
        return panels.length * COLUMNS;
    }

    @Override
    public int depth() {
        return DEPTH;
    }

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public int rhsWidth(int columns) {
        return COLUMNS;
    }

    @Override
    public void multiply(int columns, int depth, float[] lhs, int lhsAt, int lhsRow, float[][] rhs, long rhsAt,
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

    private static void addFour(int columns, float a0, float[] b0, float a1, float[] b1, float a2, float[] b2, float a3,
            float[] b3, float[] sums) {
        for (int j = 0; j < columns; j++) {
            sums[j] += (a0 * b0[j] + a1 * b1[j]) + (a2 * b2[j] + a3 * b3[j]);
        }
    }

    private static void addOne(int columns, float a, float[] b, float[] sums) {
        for (int j = 0; j < columns; j++) {
            sums[j] += a * b[j];
        }
    }

    @Override
    public boolean prefersDots(long m, long n, long k) {
        return false;
    }

    @Override
    public void multiplyDots(long rowStart, long rowEnd, long columnStart, long columnEnd, int depth, Matrix lhs,
            Matrix rhs, Matrix out, float[] scratch) {
        throw new UnsupportedOperationException("matmul: plain loops multiply packed panels");
    }

    @Override
    public void packLhs(Matrix lhs, long index, int rows, int depth, float[] panels, int at, int rowStride) {
        int i = 0;
        for (; i + 4 <= rows; i += 4) {
            long from = index + i * lhs.rowStride();
            packFour(lhs.segment(), from, lhs.rowStride(), lhs.columnStride(), depth, panels, at + i * rowStride,
                    rowStride, 1);
        }
        for (; i < rows; i++) {
            packOne(lhs.segment(), index + i * lhs.rowStride(), lhs.columnStride(), depth, panels, at + i * rowStride,
                    1);
        }
    }

    @Override
    public void packRhs(Matrix rhs, long index, int depth, int columns, float[][] panels, int at) {
        MemorySegment source = NativeSegments.cast(rhs.segment());
        int first = at / COLUMNS;
        if (rhs.columnStride() == 1) {
            for (int p = 0; p < depth; p++) {
                MemorySegment.copy(source, JAVA_FLOAT, (index + p * rhs.rowStride()) * Float.BYTES, panels[first + p],
                        0, columns);
            }
            return;
        }
        for (int p = 0; p < depth; p++) {
            float[] row = panels[first + p];
            long from = index + p * rhs.rowStride();
            for (int j = 0; j < columns; j++) {
                row[j] = source.getAtIndex(JAVA_FLOAT, from + j * rhs.columnStride());
            }
        }
    }

    /**
     * Packs four rows of the left operand in one sweep, so that a cache line is not
     * visited four times. As fast as shuffling vectors.
     *
     * @param across from one row to the next in the source, in elements
     * @param along from one element of a row to the next in the source
     * @param apart from one row to the next in the panel
     * @param step from one element of a row to the next in the panel
     */
    private static void packFour(MemorySegment source, long from, long across, long along, int depth, float[] panels,
            int to, int apart, int step) {
        long second = from + across;
        long third = second + across;
        long fourth = third + across;
        for (int p = 0; p < depth; p++) {
            int then = to + p * step;
            panels[then] = source.getAtIndex(JAVA_FLOAT, from + p * along);
            panels[then + apart] = source.getAtIndex(JAVA_FLOAT, second + p * along);
            panels[then + 2 * apart] = source.getAtIndex(JAVA_FLOAT, third + p * along);
            panels[then + 3 * apart] = source.getAtIndex(JAVA_FLOAT, fourth + p * along);
        }
    }

    private static void packOne(
            MemorySegment source, long from, long along, int count, float[] panels, int to, int step) {
        for (int p = 0; p < count; p++) {
            panels[to + p * step] = source.getAtIndex(JAVA_FLOAT, from + p * along);
        }
    }

    @Override
    public void unpack(float[] tile, int rows, int columns, Matrix out, long index, boolean accumulate) {
        MemorySegment segment = out.segment();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                long to = index + i * out.rowStride() + j * out.columnStride();
                float value = tile[i * columns() + j];
                segment.setAtIndex(JAVA_FLOAT, to, accumulate ? segment.getAtIndex(JAVA_FLOAT, to) + value : value);
            }
        }
    }
}
