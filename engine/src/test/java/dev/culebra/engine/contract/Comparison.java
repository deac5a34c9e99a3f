package dev.culebra.engine.contract;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.reference.Cells;
import dev.culebra.engine.reference.Indices;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import org.opentest4j.AssertionFailedError;

/**
 * What a backend left in one storage against what the reference did.
 *
 * @param operation for the message
 * @param twin the view
 * @param expected all bytes of the reference's storage
 * @param actual all bytes of the storage under test
 */
record Comparison(String operation, Twin twin, MemorySegment expected, MemorySegment actual) {
    /**
     * Compares the view's elements by the tolerance if it was written, and all others bit for bit.
     *
     * @param written whether the view is an output
     */
    void check(boolean written, Tolerance tolerance) {
        if (expected.mismatch(actual) < 0) {
            return;
        }
        BitSet compared = new BitSet();
        if (written) {
            checkElements(tolerance, compared);
        }
        long bytes = twin.dtype().bytes();
        for (long at = expected.mismatch(actual); at < expected.byteSize(); at++) {
            boolean same = expected.get(JAVA_BYTE, at) == actual.get(
                    JAVA_BYTE, at);
            if (!same && !compared.get(Math.toIntExact(at / bytes))) {
                throw new AssertionFailedError("%s: wrote element %d of the storage of %s, which it must not".formatted(
                        operation, at / bytes, twin));
            }
        }
    }

    private void checkElements(Tolerance tolerance, BitSet compared) {
        DType dtype = twin.dtype();
        Layout layout = twin.expected().layout();
        Cells want = new Cells(expected, layout, dtype);
        Cells got = new Cells(actual, layout, dtype);
        Indices.forEach(twin.shape(), index -> {
            compared.set(Math.toIntExact(want.position(index)));
            boolean accepted = dtype.isFloating()
                    ? tolerance.accepts(dtype, want.real(index), got.real(index), index)
                    : bits(want, index) == bits(got, index);
            if (!accepted) {
                throw failure(want, got, index, tolerance);
            }
        });
    }

    /** As stored, so that a BOOL that is neither 0 nor 1 is found. */
    private static long bits(Cells cells, long[] index) {
        DType dtype = cells.dtype() == DType.BOOL ? DType.U8 : cells.dtype();
        return new Cells(cells.memory(), cells.layout(), dtype).whole(index);
    }

    private AssertionFailedError failure(Cells want, Cells got, long[] index, Tolerance tolerance) {
        DType dtype = twin.dtype();
        String values = dtype.isFloating()
                ? "got %s, want %s, %.0f ulp apart, allowed %s".formatted(text(dtype, got.real(index)), text(dtype, want
                        .real(index)), Ulps.between(dtype, want.real(index), got.real(index)),
                        tolerance.describe(index))
                : "got %d, want %d".formatted(bits(got, index), bits(want, index));
        return new AssertionFailedError(
                "%s: at %s of output %s: %s; %d of %d elements differ".formatted(operation, Arrays
                        .toString(index), twin, values, different(want, got, tolerance), twin.shape().elements()));
    }

    private long different(Cells want, Cells got, Tolerance tolerance) {
        long[] count = new long[1];
        Shape shape = twin.shape();
        Indices.forEach(shape, index -> count[0] += (twin.dtype().isFloating()
                ? tolerance.accepts(twin.dtype(), want.real(index), got.real(index), index)
                : bits(want, index) == bits(got, index)) ? 0 : 1);
        return count[0];
    }

    private static String text(DType dtype, double value) {
        return dtype == DType.F32 ? Float.toString((float) value) : Double.toString(value);
    }
}
