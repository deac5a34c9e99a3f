package dev.culebra.engine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.backend.Backend;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gather and scatterAdd verbs. */
@ForEveryBackend
record IndexContractTest(Backend backend) {
    private static final List<Shape> TABLES =
            List.of(Shape.of(7), Shape.of(1), Shape.of(9, 33), Shape.of(33, 4), Shape.of(2,
                    1), Shape.of(3, 5, 17), Shape.of(4, 1, 3, 5));

    @ParameterizedTest
    @EnumSource
    void gathersElements(DType dtype) {
        for (Shape table : TABLES) {
            for (int axis = 0; axis < table.rank(); axis++) {
                for (LayoutKind kind : LayoutKind.values()) {
                    gather(table, axis, 6, dtype, kind, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS);
                    gather(table, axis, 6, dtype, LayoutKind.CONTIGUOUS, kind, LayoutKind.SWAPPED);
                }
                gather(table, axis, 0, dtype, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS);
                gather(table, axis, 40, dtype, LayoutKind.SLICED, LayoutKind.STEPPED, LayoutKind.ROTATED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void gathersSlices(DType dtype) {
        for (Shape table : TABLES) {
            for (int axis = 0; axis < table.rank(); axis++) {
                for (LayoutKind kind : LayoutKind.values()) {
                    try (Lab lab = new Lab(backend, 41)) {
                        Twin source = lab.view(table, dtype, kind, Values.ANY);
                        Twin index = list(lab, table, axis, 11, table.size(axis));
                        Twin out = lab.view(index.shape(), dtype, LayoutKind.CONTIGUOUS, Values.ANY);
                        int along = axis;
                        lab.run(side -> side.backend().gather(side.view(source), side.view(index), along,
                                side.view(out)));
                        lab.check("gather slices along axis " + axis, Tolerance.EXACT, out);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64", "I32", "I64"})
    void scattersElements(DType dtype) {
        for (Shape table : TABLES) {
            for (int axis = 0; axis < table.rank(); axis++) {
                for (LayoutKind kind : LayoutKind.values()) {
                    scatter(table, axis, 6, dtype, kind, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS);
                    scatter(table, axis, 6, dtype, LayoutKind.CONTIGUOUS, kind, LayoutKind.SWAPPED);
                }
                scatter(table, axis, 0, dtype, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS);
                scatter(table, axis, 40, dtype, LayoutKind.SLICED, LayoutKind.STEPPED, LayoutKind.ROTATED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64", "I32", "I64"})
    void scattersSlices(DType dtype) {
        for (Shape table : TABLES) {
            for (int axis = 0; axis < table.rank(); axis++) {
                for (LayoutKind kind : LayoutKind.FOR_OUTPUT) {
                    try (Lab lab = new Lab(backend, 42)) {
                        Twin index = list(lab, table, axis, 11, table.size(axis));
                        Twin source = lab.view(index.shape(), dtype, kind, Values.WHOLE);
                        Twin out = lab.view(table, dtype, kind, Values.WHOLE);
                        int along = axis;
                        lab.run(side -> side.backend().scatterAdd(side.view(source), side.view(index), along, side.view(
                                out)));
                        lab.check("scatterAdd slices along axis " + axis, Tolerance.EXACT, out);
                    }
                }
            }
        }
    }

    @Test
    void manySlices() {
        try (Lab lab = new Lab(backend, 43)) {
            Shape table = Shape.of(50, 65);
            Twin index = list(lab, table, 0, 1000, 50);
            Twin taken = lab.view(index.shape(), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
            Twin source = lab.view(table, DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
            Twin sum = lab.view(table, DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
            lab.run(side -> {
                side.backend().gather(side.view(source), side.view(index), 0, side.view(taken));
                side.backend().scatterAdd(side.view(taken), side.view(index), 0, side.view(sum));
            });
            lab.check("gather, then scatterAdd", Tolerance.EXACT, taken, sum);
        }
    }

    @Test
    void anIndexOutsideTheAxisIsRefused() {
        for (double wrong : new double[] {-1, 5, 0x1p40, -0x1p63}) {
            try (Lab lab = new Lab(backend, 44)) {
                Twin table = lab.view(Shape.of(5, 3), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
                Twin index =
                        lab.view(Shape.of(4, 3), DType.I64, LayoutKind.CONTIGUOUS, Values.cycle(0, 4, 2, 1, 0, 3, 4, 4,
                                0, 1, wrong, 2));
                Twin rows = lab.view(Shape.of(4, 3), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
                String outside = ": index %d at [3, 1] lies outside axis 0 of size 5".formatted((long) wrong);
                lab.run(side -> {
                    assertEquals("scatterAdd" + outside, refusal(side, () -> side.backend().scatterAdd(side.view(rows),
                            side.view(index), 0, side.view(table))));
                });
                boolean atOnce = !backend.device().name().startsWith("cuda");
                lab.check("a refused scatterAdd", atOnce ? Tolerance.EXACT : Tolerance.UNDEFINED, table);
                lab.run(side -> {
                    assertEquals("gather" + outside, refusal(side, () -> side.backend().gather(side.view(table), side
                            .view(index), 0, side.view(rows))));
                    side.backend().synchronize();
                });
                lab.check("refused indices", Tolerance.UNDEFINED, table, rows);
            }
        }
    }

    /** What is said of a wrong index, at once or when the operation is waited for. */
    private static String refusal(Lab.Side side, Runnable operation) {
        return assertThrows(IndexOutOfBoundsException.class, () -> {
            operation.run();
            side.backend().synchronize();
        }).getMessage();
    }

    /** An index of {@code length} elements repeated over all axes but one. */
    private static Twin list(Lab lab, Shape table, int axis, long length, long size) {
        long[] sizes = new long[table.rank()];
        Arrays.fill(sizes, 1);
        sizes[axis] = length;
        Layout layout = Layout.contiguous(Shape.of(sizes)).broadcastTo("index", table.with(axis, length));
        return lab.view(layout, DType.I64, (random, _) -> random.nextLong(size));
    }

    private void gather(Shape table, int axis, long length, DType dtype, LayoutKind source, LayoutKind index,
            LayoutKind out) {
        try (Lab lab = new Lab(backend, 40)) {
            Twin from = lab.view(table, dtype, source, Values.ANY);
            Shape shape = table.with(axis, length);
            Twin chosen = lab.view(shape, DType.I64, index, (random, _) -> random.nextLong(table.size(axis)));
            Twin to = lab.view(shape, dtype, out, Values.ANY);
            lab.run(side -> side.backend().gather(side.view(from), side.view(chosen), axis, side.view(to)));
            lab.check("gather along axis " + axis, Tolerance.EXACT, to);
        }
    }

    private void scatter(Shape table, int axis, long length, DType dtype, LayoutKind source, LayoutKind index,
            LayoutKind out) {
        try (Lab lab = new Lab(backend, 45)) {
            Shape shape = table.with(axis, length);
            Twin from = lab.view(shape, dtype, source, Values.WHOLE);
            Twin chosen = lab.view(shape, DType.I64, index, (random, _) -> random.nextLong(table.size(axis)));
            Twin to = lab.view(table, dtype, out, Values.WHOLE);
            lab.run(side -> side.backend().scatterAdd(side.view(from), side.view(chosen), axis, side.view(to)));
            lab.check("scatterAdd along axis " + axis, Tolerance.EXACT, to);
        }
    }
}
