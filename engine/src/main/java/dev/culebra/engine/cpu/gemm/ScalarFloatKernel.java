package dev.culebra.engine.cpu.gemm;

/** Tiles of 4 by 4 in plain Java: as many sums as the JIT keeps in registers. */
final class ScalarFloatKernel extends FloatKernel {
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
    public void multiply(int rows, int columns, int depth, float[] lhs, int lhsOffset, float[] rhs, int rhsOffset,
            float[] tile) {
        float r0c0 = 0, r0c1 = 0, r0c2 = 0, r0c3 = 0;
        float r1c0 = 0, r1c1 = 0, r1c2 = 0, r1c3 = 0;
        float r2c0 = 0, r2c1 = 0, r2c2 = 0, r2c3 = 0;
        float r3c0 = 0, r3c1 = 0, r3c2 = 0, r3c3 = 0;
        for (int p = 0; p < depth; p++) {
            int l = lhsOffset + p;
            int r = rhsOffset + 4 * p;
            float b0 = rhs[r];
            float b1 = rhs[r + 1];
            float b2 = rhs[r + 2];
            float b3 = rhs[r + 3];
            float a0 = lhs[l];
            r0c0 += a0 * b0;
            r0c1 += a0 * b1;
            r0c2 += a0 * b2;
            r0c3 += a0 * b3;
            float a1 = lhs[l + DEPTH];
            r1c0 += a1 * b0;
            r1c1 += a1 * b1;
            r1c2 += a1 * b2;
            r1c3 += a1 * b3;
            float a2 = lhs[l + 2 * DEPTH];
            r2c0 += a2 * b0;
            r2c1 += a2 * b1;
            r2c2 += a2 * b2;
            r2c3 += a2 * b3;
            float a3 = lhs[l + 3 * DEPTH];
            r3c0 += a3 * b0;
            r3c1 += a3 * b1;
            r3c2 += a3 * b2;
            r3c3 += a3 * b3;
        }
        tile[0] = r0c0;
        tile[1] = r0c1;
        tile[2] = r0c2;
        tile[3] = r0c3;
        tile[4] = r1c0;
        tile[5] = r1c1;
        tile[6] = r1c2;
        tile[7] = r1c3;
        tile[8] = r2c0;
        tile[9] = r2c1;
        tile[10] = r2c2;
        tile[11] = r2c3;
        tile[12] = r3c0;
        tile[13] = r3c1;
        tile[14] = r3c2;
        tile[15] = r3c3;
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
}
