package dev.culebra.samples.lessons;

/**
 * The weights w and the bias for which {@code x·w + bias} has the least squared distance from y: the solution of
 * (XᵀX)·w = Xᵀy, where X is x with a column of ones. Solved by Cholesky's method; Golub and Van Loan, "Matrix
 * Computations", 4th edition, algorithm 4.2.2.
 *
 * <pre>{@code
 * double[] w = NormalEquations.solve(rows, y);     // a weight for each column, then the bias
 * }</pre>
 */
final class NormalEquations {

    private NormalEquations() {}

    /**
     * @param rows {@code [n][k]}
     * @param y {@code [n]}
     * @return {@code [k + 1]}
     * @throws ArithmeticException if a column is a sum of others, so that there is more than one answer
     */
    static double[] solve(double[][] rows, double[] y) {
        int size = rows[0].length + 1;
        double[][] a = new double[size][size];
        double[] b = new double[size];
        for (int n = 0; n < rows.length; n++) {
            for (int i = 0; i < size; i++) {
                double xi = i == size - 1 ? 1 : rows[n][i];
                b[i] += xi * y[n];
                for (int j = 0; j <= i; j++) {
                    a[i][j] += xi * (j == size - 1 ? 1 : rows[n][j]);
                }
            }
        }
        factor(a);
        for (int i = 0; i < size; i++) { // L·z = b
            for (int j = 0; j < i; j++) {
                b[i] -= a[i][j] * b[j];
            }
            b[i] /= a[i][i];
        }
        for (int i = size - 1; i >= 0; i--) { // Lᵀ·w = z
            for (int j = i + 1; j < size; j++) {
                b[i] -= a[j][i] * b[j];
            }
            b[i] /= a[i][i];
        }
        return b;
    }

    /** The lower triangle becomes L, with L·Lᵀ = a. */
    private static void factor(double[][] a) {
        for (int j = 0; j < a.length; j++) {
            double whole = a[j][j];
            for (int i = j; i < a.length; i++) {
                for (int k = 0; k < j; k++) {
                    a[i][j] -= a[i][k] * a[j][k];
                }
            }
            if (!(a[j][j] > 1e-12 * whole)) {
                throw new ArithmeticException("column %d is a sum of others".formatted(j));
            }
            double root = Math.sqrt(a[j][j]);
            for (int i = j; i < a.length; i++) {
                a[i][j] /= root;
            }
        }
    }
}
