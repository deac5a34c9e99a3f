package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WindowsTest {
    /** Input [n, channels, h, w], weight [out, channels / groups, window]. */
    private record Case(Shape input, long out, Window window, int groups) {
        Shape weight() {
            return Shape.of(out, input.size(1) / groups, window.height().size(), window.width().size());
        }
    }

    @TestFactory
    Stream<DynamicTest> convolutionsAgainstNestedLoops() {
        return Stream.of(
                new Case(Shape.of(2, 3, 6, 5), 4, Window.of(3), 1),
                new Case(Shape.of(1, 1, 4, 4), 2, Window.of(1), 1),
                new Case(Shape.of(2, 2, 5, 7), 3, Window.of(3, 2).padding(2, 1).stride(2, 3), 1),
                new Case(Shape.of(1, 4, 6, 6), 6, Window.of(2, 3).dilation(2, 1), 2),
                new Case(Shape.of(3, 3, 4, 4), 3, Window.of(4).padding(1), 3),
                new Case(Shape.of(0, 2, 4, 4), 3, Window.of(2), 1))
                .map(c -> dynamicTest(c.toString(), () -> check(c)));
    }

    /** In F64: sums of at most some thirty products of numbers below 1 in any order agree within 1e-14. */
    private static void check(Case c) {
        SplittableRandom random = new SplittableRandom(c.hashCode());
        double[] x = random.doubles(c.input.elements(), -1, 1).toArray();
        double[] w = random.doubles(c.weight().elements(), -1, 1).toArray();
        double[] b = random.doubles(c.out, -1, 1).toArray();
        try (Scope _ = Scope.open()) {
            Tensor bias = Tensor.of(Shape.of(c.out), b);
            Tensor got = Tensor.of(c.input, x).conv2d(Tensor.of(c.weight(), w), Optional.of(bias), c.window, c.groups);
            double[] values = got.toDoubles();
            Shape shape = got.shape();
            int i = 0;
            for (int n = 0; n < shape.size(0); n++) {
                for (int o = 0; o < shape.size(1); o++) {
                    for (int row = 0; row < shape.size(2); row++) {
                        for (int column = 0; column < shape.size(3); column++) {
                            assertEquals(b[o] + sum(c, x, w, n, o, row, column), values[i++], 1e-14);
                        }
                    }
                }
            }
            assertEquals(i, values.length);
        }
    }

    private static double sum(Case c, double[] x, double[] w, int n, int o, int row, int column) {
        Window.Side height = c.window.height();
        Window.Side width = c.window.width();
        int perGroup = (int) c.weight().size(1);
        int firstChannel = (int) (o / (c.out / c.groups)) * perGroup;
        double sum = 0;
        for (int channel = 0; channel < perGroup; channel++) {
            for (int i = 0; i < height.size(); i++) {
                for (int j = 0; j < width.size(); j++) {
                    long y = row * height.stride() + i * height.dilation() - height.padding();
                    long z = column * width.stride() + j * width.dilation() - width.padding();
                    if (y >= 0 && y < c.input.size(2) && z >= 0 && z < c.input.size(3)) {
                        long at =
                                ((n * c.input.size(1) + firstChannel + channel) * c.input.size(2) + y) * c.input.size(3)
                                        + z;
                        sum += x[(int) at]
                                * w[(int) (((o * perGroup + channel) * height.size() + i) * width.size() + j)];
                    }
                }
            }
        }
        return sum;
    }

    @Test
    void anImageWithoutBatch() {
        try (Scope _ = Scope.open()) {
            Tensor image = Tensor.of(Shape.of(1, 2, 2), 1, 2, 3, 4);
            Tensor sums = image.conv2d(Tensor.of(Shape.of(1, 1, 2, 2), 1, 1, 1, 1), Window.of(2).padding(1));
            assertEquals(Shape.of(1, 3, 3), sums.shape());
            assertArrayEquals(new float[] {1, 3, 2, 4, 10, 6, 3, 7, 4}, sums.toFloats());
        }
    }

    @Test
    void windowsShareTheirElements() {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.of(Shape.of(3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9);
            Tensor windows = x.windows(Window.of(2));
            assertEquals(Shape.of(2, 2, 2, 2), windows.shape());
            assertArrayEquals(new float[] {1, 2, 4, 5, 2, 3, 5, 6, 4, 5, 7, 8, 5, 6, 8, 9}, windows.toFloats());
            assertTrue(windows.view().storage() == x.view().storage(), "copied");
        }
    }

    @Test
    void pools() {
        float infinity = Float.NEGATIVE_INFINITY;
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.of(Shape.of(1, 3, 4), 1, 5, -2, 0, 3, Float.NaN, -4, -6, infinity, infinity, -8, -8);
            Tensor max = x.maxPool2d(Window.of(2).stride(2).padding(1));
            assertEquals(Shape.of(1, 2, 3), max.shape());
            assertArrayEquals(new float[] {1, 5, 0, 3, Float.NaN, -6}, max.toFloats());
            Tensor mean = Tensor.of(Shape.of(2, 2), 1, 2, 3, 6).avgPool2d(Window.of(2).padding(1));
            assertArrayEquals(new float[] {0.25f, 0.75f, 0.5f, 1, 3, 2, 0.75f, 2.25f, 1.5f}, mean.toFloats());
        }
    }

    @Test
    void messagesSayWhatDoesNotFit() {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.zeros(Shape.of(1, 2, 3, 3), DType.F32, Device.standard());
            Tensor w = Tensor.zeros(Shape.of(4, 2, 2, 2), DType.F32, Device.standard());
            assertMessage("a window of 4 does not fit in an axis of 3", () -> x.maxPool2d(Window.of(4)));
            assertMessage("weight [4, 2, 2, 2], groups 2", () -> x.conv2d(w, Optional.empty(), Window.of(2), 2));
            assertMessage("window 3×3, weight [4, 2, 2, 2]", () -> x.conv2d(w, Window.of(3)));
            assertMessage("pad first", () -> x.windows(Window.of(2).padding(1)));
            assertMessage("at least two axes", () -> x.flatten().avgPool2d(Window.of(1)));
        }
    }

    private static void assertMessage(String part, Runnable run) {
        String message = assertThrows(ShapeException.class, run::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
