package dev.culebra.engine.cpu.gemm;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/** Tiles of 4 by 4 in plain Java: as many sums as the JIT keeps in registers. */
final class ScalarFloatKernel extends FloatKernel<float[], float[]> {
    private static final int DEPTH = Float.BYTES == 4 ? 224 : 192;

    @Override
    public float[] newLhsPanels(int elements) {
        return new float[elements];
    }

    @Override
    public int lhsLength(float[] panels) {
        return panels.length;
    }

    @Override
    public float[] newRhsPanels(int elements) {
        return new float[elements];
    }

    @Override
    public int rhsLength(float[] panels) {
        return panels.length;
    }

    @Override
    public int depth() {
        return DEPTH;
    }

    @Override
    public int rows() {
        return 4;
    }

    @Override
    public int columns() {
        return 4;
    }

    @Override
    public int rhsWidth(int columns) {
        return 4;
    }

    @Override
    public void multiply(int columns, int depth, float[] lhs, int lhsAt, int lhsRow, float[] rhs, long rhsAt,
            long rhsRow,
            float[] tile, int tileAt) {
        float r0c0 = 0, r0c1 = 0, r0c2 = 0, r0c3 = 0;
        float r1c0 = 0, r1c1 = 0, r1c2 = 0, r1c3 = 0;
        float r2c0 = 0, r2c1 = 0, r2c2 = 0, r2c3 = 0;
        float r3c0 = 0, r3c1 = 0, r3c2 = 0, r3c3 = 0;
        for (int p = 0; p < depth; p++) {
            int l = lhsAt + p;
            int r = (int) rhsAt + 4 * p;
            float b0 = rhs[r];
            float b1 = rhs[r + 1];
            float b2 = rhs[r + 2];
            float b3 = rhs[r + 3];
            float a0 = lhs[l];
            r0c0 += a0 * b0;
            r0c1 += a0 * b1;
            r0c2 += a0 * b2;
            r0c3 += a0 * b3;
            float a1 = lhs[l + lhsRow];
            r1c0 += a1 * b0;
            r1c1 += a1 * b1;
            r1c2 += a1 * b2;
            r1c3 += a1 * b3;
            float a2 = lhs[l + 2 * lhsRow];
            r2c0 += a2 * b0;
            r2c1 += a2 * b1;
            r2c2 += a2 * b2;
            r2c3 += a2 * b3;
            float a3 = lhs[l + 3 * lhsRow];
            r3c0 += a3 * b0;
            r3c1 += a3 * b1;
            r3c2 += a3 * b2;
            r3c3 += a3 * b3;
        }
        tile[tileAt] = r0c0;
        tile[tileAt + 1] = r0c1;
        tile[tileAt + 2] = r0c2;
        tile[tileAt + 3] = r0c3;
        tile[tileAt + 4] = r1c0;
        tile[tileAt + 5] = r1c1;
        tile[tileAt + 6] = r1c2;
        tile[tileAt + 7] = r1c3;
        tile[tileAt + 8] = r2c0;
        tile[tileAt + 9] = r2c1;
        tile[tileAt + 10] = r2c2;
        tile[tileAt + 11] = r2c3;
        tile[tileAt + 12] = r3c0;
        tile[tileAt + 13] = r3c1;
        tile[tileAt + 14] = r3c2;
        tile[tileAt + 15] = r3c3;
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
    public void packRhs(Matrix rhs, long index, int depth, int columns, float[] panels, int at) {
        int j = 0;
        for (; j + 4 <= columns; j += 4) {
            long from = index + j * rhs.columnStride();
            packFour(rhs.segment(), from, rhs.columnStride(), rhs.rowStride(), depth, panels, at + j, 1, 4);
        }
        for (; j < columns; j++) {
            packOne(rhs.segment(), index + j * rhs.columnStride(), rhs.rowStride(), depth, panels, at + j, 4);
        }
    }

    /**
     * Packs four rows of the left operand or columns of the right one in one sweep, so that a cache line is not
     * visited four times. As fast as shuffling vectors.
     *
     * @param across from one row (column) to the next in the source, in elements
     * @param along from one element of a row (column) to the next in the source
     * @param apart from one row (column) to the next in the panel
     * @param step from one element of a row (column) to the next in the panel
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
