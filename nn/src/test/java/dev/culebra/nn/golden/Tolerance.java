package dev.culebra.nn.golden;

import dev.culebra.engine.Tensor;

/** {@code |got − want| ≤ absolute + relative·|want|}; NaN equals NaN, an infinity equals the same infinity. */
record Tolerance(double relative, double absolute) {
    /**
     * @param what is compared, for messages
     * @throws AssertionError if a value, or the shape or type, is not the expected one
     */
    void check(String what, Tensor want, Tensor got) {
        if (!want.shape().equals(got.shape()) || want.dtype() != got.dtype()) {
            throw new AssertionError(
                    "%s: want %s %s, got %s %s".formatted(what, want.shape(), want.dtype(), got.shape(),
                            got.dtype()));
        }
        double[] wanted = want.toDoubles();
        double[] values = got.toDoubles();
        for (int i = 0; i < wanted.length; i++) {
            if (!accepts(wanted[i], values[i])) {
                throw new AssertionError(
                        "%s %s, element %d: want %s, got %s; tolerance %s".formatted(what, want.shape(),
                                i, wanted[i], values[i], this));
            }
        }
    }

    private boolean accepts(double want, double got) {
        if (Double.isNaN(want)) {
            return Double.isNaN(got);
        }
        return want == got || Double.isFinite(want) && Math.abs(got - want) <= absolute + relative * Math.abs(want);
    }
}
