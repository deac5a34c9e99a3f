package dev.culebra.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CopyTest {
    private static final Layout BASE = Layout.contiguous(Shape.of(3, 37, 70));
    private static final List<Layout> SOURCES = List.of(BASE, BASE.permute(0, 2, 1), BASE.permute(2, 1, 0),
            BASE.permute(1, 0, 2), BASE.slice("test", 2, 1, 68), BASE.slice("test", 1, 2, 3).broadcastTo("test",
                    Shape.of(3, 9, 70)),
            BASE.slice("test", 2, 4, 5).broadcastTo("test", Shape.of(3, 37, 5)), BASE.select(2, 3),
            Layout.of(Shape.of(5, 7), new long[] {500, 3}, 11), BASE.slice("test", 1, 3, 3));

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#byThreads")
    void copiesAnyLayoutToAnyOther(List<CpuBackend> backends) {
        for (CpuBackend backend : backends) {
            for (DType dtype : DType.values()) {
                View source = numbered(backend, dtype, (int) BASE.extent());
                for (Layout layout : SOURCES) {
                    for (boolean reversed : new boolean[] {false, true}) {
                        check(backend, source.with(layout), reversed);
                    }
                }
                source.storage().release();
            }
        }
    }

    /** Copies to row-major memory or to memory whose axes lie in reverse order, then reads it element by element. */
    private static void check(CpuBackend backend, View source, boolean reversed) {
        Shape shape = source.shape();
        int rank = shape.rank();
        int[] order = new int[rank];
        long[] sizes = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            order[axis] = rank - 1 - axis;
            sizes[axis] = shape.size(order[axis]);
        }
        Layout layout = reversed ? Layout.contiguous(Shape.of(sizes)).permute(order) : Layout.contiguous(shape);
        View target = CpuBackends.empty(backend, source.dtype(), shape).with(layout);
        backend.copy(source, target);
        assertArrayEquals(elements(source), elements(target), source.layout() + " to " + layout);
        target.storage().release();
    }

    private static double[] elements(View view) {
        double[] all = CpuBackends.read(view.with(Layout.contiguous(Shape.of(view.storage().bytes() / view.dtype()
                .bytes()))));
        double[] elements = new double[(int) view.shape().elements()];
        for (int i = 0; i < elements.length; i++) {
            long rest = i;
            long position = view.layout().offset();
            for (int axis = view.shape().rank() - 1; axis >= 0; axis--) {
                position += rest % view.shape().size(axis) * view.layout().stride(axis);
                rest /= view.shape().size(axis);
            }
            elements[i] = all[(int) position];
        }
        return elements;
    }

    private static View numbered(CpuBackend backend, DType dtype, int n) {
        int[] numbers = new int[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = i % (dtype == DType.BOOL ? 2 : 251);
        }
        View ints = CpuBackends.ints(backend, Shape.of(n), numbers);
        View converted = CpuBackends.empty(backend, dtype, Shape.of(n));
        backend.copy(ints, converted);
        ints.storage().release();
        return converted;
    }

    @Test
    void floatingToIntegerTruncatesAndSaturates() {
        double[] values =
                {0, -0.0, 0.9, -0.9, 1.5, -1.5, 254.9, 256, -3, 2147483647.0, 2147483648.0, -2147483649.0, 1e10,
                    1e19, -1e19, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE};
        assertArrayEquals(new double[] {0, 0, 0, 0, 1, 0, 254, 255, 0, 255, 255, 0, 255, 255, 0, 0, 255, 0, 0},
                converted(values, DType.U8));
        double max = Integer.MAX_VALUE;
        double min = Integer.MIN_VALUE;
        assertArrayEquals(new double[] {0, 0, 0, 0, 1, -1, 254, 256, -3, max, max, min, max, max, min, 0, max, min, 0},
                converted(values, DType.I32));
        assertArrayEquals(new double[] {0, 0, 0, 0, 1, -1, 254, 256, -3, 2147483647.0, 2147483648.0, -2147483649.0,
            1e10, Long.MAX_VALUE, Long.MIN_VALUE, 0, Long.MAX_VALUE, Long.MIN_VALUE, 0}, converted(values,
                    DType.I64));
        assertArrayEquals(new double[] {0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, converted(values,
                DType.BOOL));
    }

    private static double[] converted(double[] values, DType dtype) {
        CpuBackend backend = CpuBackends.all().findFirst().orElseThrow();
        View target = CpuBackends.empty(backend, dtype, Shape.of(values.length));
        backend.copy(CpuBackends.doubles(backend, Shape.of(values.length), values), target);
        return CpuBackends.read(target);
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void integersKeepTheirLowBitsOrAreRoundedOnce(CpuBackend backend) {
        // By way of double the second one would lose its last 1, which leaves a tie that rounds down; directly it rounds up.
        long[] longs = {0x1_0000_0001L, (1L << 54) + (1L << 30) + 1, -1, 300};
        View source = CpuBackends.longs(backend, Shape.of(4), longs);
        View ints = CpuBackends.empty(backend, DType.I32, Shape.of(4));
        backend.copy(source, ints);
        assertArrayEquals(new double[] {1, (1 << 30) + 1, -1, 300}, CpuBackends.read(ints));
        View bytes = CpuBackends.empty(backend, DType.U8, Shape.of(4));
        backend.copy(source, bytes);
        assertArrayEquals(new double[] {1, 1, 255, 44}, CpuBackends.read(bytes));
        View floats = CpuBackends.empty(backend, DType.F32, Shape.of(4));
        backend.copy(source, floats);
        for (int i = 0; i < longs.length; i++) {
            assertEquals((float) longs[i], CpuBackends.read(floats)[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#byThreads")
    void bytesBecomeFloats(List<CpuBackend> backends) {
        for (CpuBackend backend : backends) {
            for (int n : new int[] {1, 15, 16, 17, 300, 200_001}) {
                View bytes = numbered(backend, DType.U8, n);
                View floats = CpuBackends.empty(backend, DType.F32, Shape.of(n));
                backend.copy(bytes, floats);
                assertArrayEquals(CpuBackends.read(bytes), CpuBackends.read(floats));
                bytes.storage().release();
                floats.storage().release();
            }
        }
    }
}
