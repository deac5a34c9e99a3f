package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;

/**
 * One view on the reference and the same on the backend under test: equal layouts over equal bytes.
 *
 * @param expected on the reference
 * @param actual on the backend under test
 */
record Twin(View expected, View actual) {
    Shape shape() {
        return expected.shape();
    }

    DType dtype() {
        return expected.dtype();
    }

    @Override
    public String toString() {
        return dtype() + " " + expected.layout();
    }
}
