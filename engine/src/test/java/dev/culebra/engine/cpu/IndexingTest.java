package dev.culebra.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IndexingTest {
    private static View numbered(CpuBackend backend, Shape shape) {
        float[] values = new float[(int) shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return CpuBackends.floats(backend, shape, values);
    }

    /** The index {@code [b]} repeated over the other axes of {@code shape}. */
    private static View list(View index, Shape shape, int axis) {
        long[] strides = new long[shape.rank()];
        strides[axis] = 1;
        return index.with(Layout.of(shape.with(axis, index.shape().elements()), strides, 0));
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void gathersRowsAndColumns(CpuBackend backend) {
        View table = numbered(backend, Shape.of(4, 3));
        View index = CpuBackends.longs(backend, Shape.of(3), 2, 0, 2);
        View rows = CpuBackends.empty(backend, DType.F32, Shape.of(3, 3));
        backend.gather(table, list(index, table.shape(), 0), 0, rows);
        assertArrayEquals(new double[] {6, 7, 8, 0, 1, 2, 6, 7, 8}, CpuBackends.read(rows));
        View columns = CpuBackends.empty(backend, DType.F32, Shape.of(4, 3));
        backend.gather(table, list(index, table.shape(), 1), 1, columns);
        assertArrayEquals(new double[] {2, 0, 2, 5, 3, 5, 8, 6, 8, 11, 9, 11}, CpuBackends.read(columns));
        View transposed = table.with(table.layout().permute(1, 0));
        View picked = CpuBackends.empty(backend, DType.F32, Shape.of(3, 1));
        backend.gather(transposed, CpuBackends.longs(backend, Shape.of(3, 1), 3, 1, 0), 1, picked);
        assertArrayEquals(new double[] {9, 4, 2}, CpuBackends.read(picked));
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void gathersElementsOfEveryType(CpuBackend backend) {
        View index = CpuBackends.longs(backend, Shape.of(2, 2), 1, 0, 2, 2);
        for (DType dtype : DType.values()) {
            View source = CpuBackends.empty(backend, dtype, Shape.of(2, 3));
            backend.copy(CpuBackends.ints(backend, Shape.of(2, 3), 1, 0, 1, 1, 1, 0), source);
            View picked = CpuBackends.empty(backend, dtype, Shape.of(2, 2));
            backend.gather(source, index, 1, picked);
            assertArrayEquals(new double[] {0, 1, 0, 0}, CpuBackends.read(picked));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void namesTheIndexThatLiesOutside(CpuBackend backend) {
        View table = numbered(backend, Shape.of(10, 2));
        View index = CpuBackends.longs(backend, Shape.of(5), 0, 9, 3, 12, -1);
        View out = CpuBackends.empty(backend, DType.F32, Shape.of(5, 2));
        assertEquals("gather: index 12 at [3] lies outside axis 0 of size 10", assertThrows(
                IndexOutOfBoundsException.class, () -> backend.gather(table, list(index, table.shape(), 0), 0, out))
                .getMessage());
        View elements = CpuBackends.longs(backend, Shape.of(10, 2), 0, 1, 1, 0, 1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                0, 0, 0);
        View same = CpuBackends.empty(backend, DType.F32, Shape.of(10, 2));
        assertEquals("gather: index -1 at [2, 1] lies outside axis 1 of size 2", assertThrows(
                IndexOutOfBoundsException.class, () -> backend.gather(table, elements, 1, same)).getMessage());
        View empty = CpuBackends.empty(backend, DType.F32, Shape.of(0, 2));
        assertEquals("gather: index 0 at [0] lies outside axis 0 of size 0", assertThrows(
                IndexOutOfBoundsException.class, () -> backend.gather(empty, list(index, table.shape(), 0), 0, out))
                .getMessage());
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void gathersLongerRowsAndNamesTheIndexThatLiesOutside(CpuBackend backend) {
        int width = 50;
        View table = numbered(backend, Shape.of(30, width));
        View index = CpuBackends.longs(backend, Shape.of(4), 29, 0, 7, 30);
        View inside = index.with(index.layout().slice("slice", 0, 0, 3));
        View rows = CpuBackends.empty(backend, DType.F32, Shape.of(3, width));
        backend.gather(table, list(inside, rows.shape(), 0), 0, rows);
        double[] all = CpuBackends.read(table);
        double[] taken = CpuBackends.read(rows);
        for (int j = 0; j < width; j++) {
            assertEquals(all[29 * width + j], taken[j]);
            assertEquals(all[j], taken[width + j]);
            assertEquals(all[7 * width + j], taken[2 * width + j]);
        }
        View more = CpuBackends.empty(backend, DType.F32, Shape.of(4, width));
        var e = assertThrows(IndexOutOfBoundsException.class,
                () -> backend.gather(table, list(index, more.shape(), 0), 0,
                        more));
        assertEquals("gather: index 30 at [3] lies outside axis 0 of size 30", e.getMessage());
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void addsNothingWhenAnIndexLiesOutside(CpuBackend backend) {
        View target = numbered(backend, Shape.of(3, 2));
        View source = numbered(backend, Shape.of(4, 2));
        View index = CpuBackends.longs(backend, Shape.of(4), 0, 1, 2, 3);
        assertEquals("scatterAdd: index 3 at [3] lies outside axis 0 of size 3", assertThrows(
                IndexOutOfBoundsException.class, () -> backend.scatterAdd(source, list(index, source.shape(), 0), 0,
                        target))
                .getMessage());
        View elements = CpuBackends.longs(backend, Shape.of(4, 2), 0, 0, 0, 0, 0, 0, 0, 7);
        assertThrows(IndexOutOfBoundsException.class, () -> backend.scatterAdd(source, elements, 0, target));
        assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5}, CpuBackends.read(target));
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#byThreads")
    void addsInTheOrderOfTheIndexOnAnyNumberOfThreads(List<CpuBackend> backends) {
        // Around vectors, and rows of up to four of them.
        for (int width : new int[] {7, 16, 40, 64, 65}) {
            addsInTheOrderOfTheIndex(backends, width);
        }
    }

    private static void addsInTheOrderOfTheIndex(List<CpuBackend> backends, int width) {
        SplittableRandom random = new SplittableRandom(4);
        int n = 3000;
        int size = 50;
        long[] index = random.longs(n, 0, size).toArray();
        float[] source = new float[n * width];
        float[] expected = new float[size * width];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < width; j++) {
                source[i * width + j] = random.nextFloat();
                expected[(int) index[i] * width + j] += source[i * width + j];
            }
        }
        double[] exact = new double[expected.length];
        for (int i = 0; i < exact.length; i++) {
            exact[i] = expected[i];
        }
        for (CpuBackend backend : backends) {
            View from = CpuBackends.floats(backend, Shape.of(n, width), source);
            View list = CpuBackends.longs(backend, Shape.of(n), index);
            View rows = CpuBackends.floats(backend, Shape.of(size, width), new float[size * width]);
            backend.scatterAdd(from, list(list, from.shape(), 0), 0, rows);
            assertArrayEquals(exact, CpuBackends.read(rows));
            View elements = CpuBackends.empty(backend, DType.I64, Shape.of(n, width));
            backend.copy(list(list, from.shape(), 0), elements);
            View again = CpuBackends.floats(backend, Shape.of(size, width), new float[size * width]);
            backend.scatterAdd(from, elements, 0, again);
            assertArrayEquals(exact, CpuBackends.read(again));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void addsEveryTypeThatHasASum(CpuBackend backend) {
        View index = CpuBackends.longs(backend, Shape.of(3), 1, 1, 0);
        for (DType dtype : List.of(DType.F32, DType.F64, DType.I32, DType.I64)) {
            View target = CpuBackends.empty(backend, dtype, Shape.of(2));
            backend.copy(CpuBackends.ints(backend, Shape.of(2), 10, 20), target);
            View source = CpuBackends.empty(backend, dtype, Shape.of(3));
            backend.copy(CpuBackends.ints(backend, Shape.of(3), 1, 2, 3), source);
            backend.scatterAdd(source, index, 0, target);
            assertArrayEquals(new double[] {13, 23}, CpuBackends.read(target));
        }
    }
}
