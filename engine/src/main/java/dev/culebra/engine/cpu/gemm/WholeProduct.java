package dev.culebra.engine.cpu.gemm;

/**
 * Somebody else's way to compute a product, as a whole and on threads of its own; {@link Gemm} asks it first, and multiplies what it
 * does not take.
 *
 * <p>{@snippet :
 * if (product.takes(m, n, k, lhs, rhs, out)) {
 *     product.multiply(m, n, k, lhs, rhs, out);
 * }
 * }
 */
public interface WholeProduct {
    /** Takes no product. */
    WholeProduct NONE = new WholeProduct() {
        @Override
        public boolean takes(long m, long n, long k, Matrix lhs, Matrix rhs, Matrix out) {
            return false;
        }

        @Override
        public void multiply(long m, long n, long k, Matrix lhs, Matrix rhs, Matrix out) {
            throw new IllegalStateException("matmul: a product that was not taken");
        }
    };

    /** Whether {@link #multiply} is to compute a product of this size, with operands that lie so. */
    boolean takes(long m, long n, long k, Matrix lhs, Matrix rhs, Matrix out);

    /** Overwrites {@code out[m, n]} with {@code lhs[m, k] · rhs[k, n]}; only for products that it takes. */
    void multiply(long m, long n, long k, Matrix lhs, Matrix rhs, Matrix out);
}
