package dev.culebra.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.autograd.Recording;
import dev.culebra.nn.autograd.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LayersTest {
    private long usedBefore;

    @BeforeEach
    void remember() {
        usedBefore = Device.standard().memory().usedBytes();
    }

    @AfterEach
    void nothingLeaks() {
        assertEquals(usedBefore, Device.standard().memory().usedBytes());
    }

    @Test
    void batchNormFollowsTheBatchesAndThenUsesWhatItKept() {
        try (BatchNorm norm = new BatchNorm(1, 0.5, 0, DType.F64, Device.standard()); Scope _ = Scope.open()) {
            Tensor batch = Tensor.of(Shape.of(2, 1), new double[] {1, 5}); // mean 3, variance 4, unbiased 8
            assertArrayEquals(new double[] {-1, 1}, norm.forward(Variable.constant(batch)).value().toDoubles());
            assertArrayEquals(new double[] {1.5}, norm.buffers().get("running_mean").toDoubles());
            assertArrayEquals(new double[] {4.5}, norm.buffers().get("running_var").toDoubles());
            double scale = 1 / Math.sqrt(4.5);
            double[] kept = {-0.5 * scale, 3.5 * scale};
            assertArrayEquals(kept, norm.predict(batch).toDoubles(), 1e-15);
            norm.training(false);
            assertArrayEquals(kept, norm.forward(Variable.constant(batch)).value().toDoubles(), 1e-15);
            assertArrayEquals(new double[] {1.5}, norm.buffers().get("running_mean").toDoubles(), "nothing followed");
        }
    }

    @Test
    void batchNormNeedsTwoElementsAChannelToTrain() {
        try (BatchNorm norm = new BatchNorm(3); Scope _ = Scope.open()) {
            Tensor one = Tensor.zeros(Shape.of(1, 3), DType.F32, Device.standard());
            assertMessage("one element a channel", () -> norm.forward(Variable.constant(one)));
            assertEquals(Shape.of(1, 3), norm.predict(one).shape());
            assertMessage("needs [n, 3, …]: input [4, 2]", () -> norm.outputShape(Shape.of(4, 2)));
            Tensor none = Tensor.zeros(Shape.of(0, 3), DType.F32, Device.standard());
            assertEquals(Shape.of(0, 3), norm.forward(Variable.constant(none)).shape());
            assertArrayEquals(new float[3], norm.buffers().get("running_mean").toFloats());
        }
    }

    @Test
    void dropoutKeepsTheExpectation() {
        try (Scope _ = Scope.open()) {
            Dropout dropout = new Dropout(0.25, new RandomStream(7));
            float[] values = dropout.forward(Variable.constant(ones(10_000))).value().toFloats();
            float kept = (float) (1 / 0.75);
            int zeros = 0;
            for (float value : values) {
                assertTrue(value == 0 || value == kept, "value " + value);
                zeros += value == 0 ? 1 : 0;
            }
            assertEquals(2500, zeros, 6 * Math.sqrt(10_000 * 0.25 * 0.75),
                    "six deviations of the binomial distribution");
        }
    }

    @Test
    void dropoutIsRepeatableAndAbsentInEvaluation() {
        try (Scope _ = Scope.open()) {
            Variable x = Variable.constant(ones(100));
            float[] first = new Dropout(0.5, new RandomStream(7)).forward(x).value().toFloats();
            RandomStream later = new RandomStream(7);
            Dropout dropout = new Dropout(0.5, later);
            assertArrayEquals(first, dropout.forward(x).value().toFloats());
            assertTrue(!Arrays.equals(first, dropout.forward(x).value().toFloats()), "the stream goes on");
            assertEquals(200, later.drawn());
            try (Recording _ = Recording.off()) {
                assertSame(x, dropout.forward(x));
            }
            dropout.training(false);
            assertSame(x, dropout.forward(x));
            assertArrayEquals(new float[100], new Dropout(1, later).forward(x).value().toFloats());
            assertThrows(IllegalArgumentException.class, () -> new Dropout(1.5, later));
        }
    }

    private static Tensor ones(long count) {
        return Tensor.full(Shape.of(count), 1, DType.F32, Device.standard());
    }

    @Test
    void weightsBeginWithinTheirBounds() {
        RandomStream random = new RandomStream(1);
        try (Conv2d conv = new Conv2d(4, 8, Window.of(3), random); Linear linear = new Linear(50, 20, random)) {
            assertWithin(1 / Math.sqrt(4 * 9), conv.weight(), conv.bias());
            assertWithin(1 / Math.sqrt(50), linear.weight(), linear.bias());
        }
    }

    /** Of some hundred uniform numbers the largest is above 0.9 of the bound, or the bound is another. */
    private static void assertWithin(double bound, Variable weight, Variable bias) {
        try (Scope _ = Scope.open()) {
            double largest = weight.value().abs().max().item();
            assertTrue(largest <= bound && largest > 0.9 * bound, "largest weight " + largest + ", bound " + bound);
            assertTrue(bias.value().abs().max().item() <= bound);
        }
    }

    @Test
    void aResidualFreesItsParts() {
        RandomStream random = new RandomStream(1);
        try (Residual block = new Residual(new Linear(3, 3, random), Optional.of(Activation.tanh()));
                Scope scope = Scope.open();
                Recording _ = Recording.off()) {
            Variable x = Variable.constant(Tensor.of(Shape.of(1, 3), 1, 2, 3));
            int before = scope.size();
            block.forward(x);
            assertEquals(before + 1, scope.size());
        }
        try (Residual block = Residual.of(new Linear(3, 2, random)); Scope _ = Scope.open()) {
            assertMessage("residual: shapes differ: inner [1, 2], shortcut [1, 3]", () -> block.outputShape(Shape.of(1,
                    3)));
        }
    }

    @Test
    void aLayerOfOnesOwnNeedsOneLine() {
        Expr x = Expr.input(0);
        try (Scope _ = Scope.open()) {
            Layer squaredRelu = new Activation("squared relu", x.max(0).square());
            assertArrayEquals(new float[] {0, 4}, squaredRelu.predict(Tensor.of(-1f, 2f)).toFloats());
        }
    }

    @Test
    void summary() {
        RandomStream random = new RandomStream(1);
        Layer inner = Sequential.of(new Conv2d(2, 2, Window.of(3).padding(1), random), new BatchNorm(2));
        try (Sequential model = Sequential.of(new Conv2d(1, 2, Window.of(3).padding(1), random), Residual.of(inner),
                MaxPool2d.of(2), new Flatten(), new Linear(32, 10, random))) {
            Summary summary = model.summary(Shape.of(5, 1, 8, 8));
            assertEquals(List.of("", "0", "1", "1.inner", "1.inner.0", "1.inner.1", "2", "3", "4"), summary.rows()
                    .stream().map(Summary.Row::name).toList());
            assertEquals(Optional.of(Shape.of(5, 2, 8, 8)), summary.rows().get(4).output());
            assertEquals(20 + 38 + 4 + 330, summary.parameters());
            String[] lines = summary.toString().split(System.lineSeparator());
            assertEquals(10, lines.length);
            assertEquals("2          MaxPool2d(2×2, stride 2)       [5, 2, 4, 4]                0", lines[6]);
            assertEquals("392 parameters", lines[9]);
        }
    }

    @Test
    void outputShapeOfALayerThatDoesNotSay() {
        Layer twice = new Stateless() {
            @Override
            public Variable forward(Variable input) {
                return Variable.concat(-1, input, input);
            }
        };
        assertEquals(Shape.of(3, 8), twice.outputShape(Shape.of(3, 4)));
    }

    private static void assertMessage(String part, Runnable run) {
        String message = assertThrows(ShapeException.class, run::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
