package dev.culebra.engine.cpu.gemm;

/** Adds four products at a time, for processors of every kind. */
final class ScalarFloatKernel extends ArrayFloatKernel {
    private static final int DEPTH = Float.BYTES == 4 ? 224 : 192;

    @Override
    public int depth() {
        return DEPTH;
    }

    @Override
    void addFour(int columns, float a0, float[] b0, float a1, float[] b1, float a2, float[] b2, float a3, float[] b3,
            float[] sums) {
        for (int j = 0; j < columns; j++) {
            sums[j] += (a0 * b0[j] + a1 * b1[j]) + (a2 * b2[j] + a3 * b3[j]);
        }
    }

    @Override
    void addOne(int columns, float a, float[] b, float[] sums) {
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
}
