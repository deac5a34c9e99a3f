package dev.culebra.engine.cpu.gemm;

import dev.culebra.engine.cpu.WarmUp;

/** A small product, computed again and again on memory of its own. */
final class ProductRehearsal implements WarmUp.Rehearsal {
    /** While the interpreter computes, which counts calls, products are as shallow as can be. */
    private static final int SHALLOW_CALLS = 20;
    /**
     * What the second compiler's code stays well below, for a product and a multiply-add, and the first one's far above: these take
     * 0.03 and 10 nanoseconds for one.
     */
    private static final double CALL_NANOS = 20_000;
    private static final double PRODUCT_NANOS = 0.5;

    private final Gemm<?, ?> vectors;
    private final ProductForm form;
    private final Matrix lhs;
    private final Matrix rhs;
    private final Matrix out;
    private final Runnable onFast;

    ProductRehearsal(Gemm<?, ?> vectors, ProductForm form, Runnable onFast) {
        this.vectors = vectors;
        this.form = form;
        this.onFast = onFast;
        lhs = form.lhs().matrix(form.m(), form.k());
        rhs = form.rhs().matrix(form.k(), form.n());
        out = ProductForm.Order.ROWS.matrix(form.m(), form.n());
    }

    @Override
    public void call(int number) {
        multiply(number < SHALLOW_CALLS ? form.shallow() : form.k());
    }

    private void multiply(int depth) {
        vectors.multiply(form.way(), form.m(), form.n(), depth, lhs, rhs, out, TileEpilogue.NONE, 1);
    }

    @Override
    public boolean isFast() {
        double enough = CALL_NANOS + PRODUCT_NANOS * form.m() * form.n() * form.k();
        return WarmUp.bestNanos(() -> multiply(form.k())) <= enough;
    }

    @Override
    public void promote() {
        onFast.run();
    }

    @Override
    public String toString() {
        return "matmul: " + form;
    }
}
