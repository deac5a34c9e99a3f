package dev.culebra.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;
import dev.culebra.nn.autograd.Variable;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every layer's gradients, by input and parameters, against differences in F64. A layer without a case fails. */
class LayerGradientsTest {
    private static final Shape MATRIX = Shape.of(3, 4);
    private static final Shape IMAGES = Shape.of(2, 4, 5, 4);

    /**
     * @param make a layer in F64 from random numbers; the same one for the same numbers
     */
    private record Case(Class<? extends Layer> kind, Shape input, Function<RandomStream, Layer> make,
            boolean training) {
        static Case of(Class<? extends Layer> kind, Shape input, Function<RandomStream, Layer> make) {
            return new Case(kind, input, make, true);
        }

        Case inEvaluation() {
            return new Case(kind, input, make, false);
        }

        @Override
        public String toString() {
            return kind.getSimpleName() + " of " + input + (training ? "" : " in evaluation");
        }
    }

    private static List<Case> cases() {
        Window window = Window.of(3, 2).stride(2, 1).padding(1);
        return List.of(
                Case.of(Linear.class, MATRIX, LayerGradientsTest::linear),
                Case.of(Activation.class, MATRIX, _ -> Activation.gelu()),
                Case.of(Softmax.class, MATRIX, _ -> new Softmax(-1)),
                Case.of(Flatten.class, IMAGES, _ -> new Flatten()),
                Case.of(Conv2d.class, IMAGES, random -> conv2d(window, 1, random)),
                Case.of(Conv2d.class, IMAGES, random -> conv2d(Window.of(2).dilation(2), 2, random)),
                Case.of(MaxPool2d.class, IMAGES, _ -> new MaxPool2d(window)),
                Case.of(AvgPool2d.class, IMAGES, _ -> AvgPool2d.of(2)),
                Case.of(BatchNorm.class, IMAGES, _ -> batchNorm()),
                Case.of(BatchNorm.class, MATRIX, _ -> batchNorm()),
                Case.of(BatchNorm.class, MATRIX, _ -> batchNorm()).inEvaluation(),
                Case.of(LayerNorm.class, MATRIX, _ -> layerNorm(4)),
                Case.of(LayerNorm.class, IMAGES, _ -> layerNorm(4, 5, 4)),
                Case.of(Dropout.class, MATRIX, random -> new Dropout(0.4, random)),
                Case.of(Dropout.class, MATRIX, random -> new Dropout(0.4, random)).inEvaluation(),
                Case.of(Embedding.class, MATRIX, LayerGradientsTest::embedding),
                Case.of(Sequential.class, MATRIX, random -> Sequential.of(linear(random), Activation.tanh())),
                Case.of(Residual.class, MATRIX, _ -> Residual.of(Activation.tanh())),
                Case.of(Residual.class, MATRIX, random -> new Residual(linear(random), Optional.of(linear(random)))));
    }

    private static Linear linear(RandomStream random) {
        return new Linear(4, 3, Init.fanIn(), random, DType.F64, Device.standard());
    }

    private static Conv2d conv2d(Window window, int groups, RandomStream random) {
        return new Conv2d(4, 6, window, groups, Init.fanIn(), random, DType.F64, Device.standard());
    }

    private static BatchNorm batchNorm() {
        return new BatchNorm(4, 0.1, 1e-3, DType.F64, Device.standard());
    }

    private static LayerNorm layerNorm(long... shape) {
        return new LayerNorm(Shape.of(shape), 1e-3, DType.F64, Device.standard());
    }

    private static Embedding embedding(RandomStream random) {
        return new Embedding(5, 3, Init.normal(0, 1), random, DType.F64, Device.standard());
    }

    @Tag("source-tree")
    @Test
    void everyLayerHasACase() throws IOException, URISyntaxException {
        Set<Class<?>> tested = cases().stream().map(Case::kind).collect(Collectors.toSet());
        assertEquals(Enumerated.implementations(Layer.class), tested);
    }

    @TestFactory
    Stream<DynamicTest> gradients() {
        return cases().stream().map(c -> dynamicTest(c.toString(), () -> check(c)));
    }

    /** A layer made anew for each computation, with values given to its parameters. Its input is the first variable, if any. */
    private static final class Trial {
        private final Case c;
        private Layer layer;

        private Trial(Case c) {
            this.c = c;
            this.layer = make();
        }

        private Layer make() {
            Layer made = c.make().apply(new RandomStream(1));
            made.training(c.training());
            return made;
        }

        private boolean isIndexed() {
            return c.kind() == Embedding.class;
        }

        private Variable[] prepare(Variable[] values) {
            layer.close();
            layer = make();
            int next = isIndexed() ? 0 : 1;
            for (Variable parameter : layer.parameters().values()) {
                try (Variable value = values[next]) {
                    parameter.value().set(value.value());
                }
                values[next++] = parameter;
            }
            return values;
        }

        private Variable forward(Variable[] x) {
            return layer.forward(isIndexed()
                    ? Variable.constant(Tensor.of(Shape.of(2, 2), new long[] {1, 4, 0, 1}))
                    : x[0]);
        }
    }

    private static void check(Case c) {
        SplittableRandom random = new SplittableRandom(c.toString().hashCode());
        Trial trial = new Trial(c);
        Gradients gradients = new Gradients(trial::prepare, trial::forward);
        if (!trial.isIndexed()) {
            gradients.input(c.input(), random.doubles(c.input().elements(), -2, 2).toArray());
        }
        for (Variable parameter : trial.layer.parameters().values()) {
            gradients.input(parameter.shape(), random.doubles(parameter.shape().elements(), -1, 1).toArray());
        }
        gradients.check();
        trial.layer.close();
    }

    @TestFactory
    Stream<DynamicTest> outputShapes() {
        return cases().stream().map(c -> dynamicTest(c.toString(), () -> {
            try (Layer layer = c.make().apply(new RandomStream(1)); Scope _ = Scope.open()) {
                DType dtype = c.kind() == Embedding.class ? DType.I64 : DType.F64;
                Tensor input = Tensor.zeros(c.input(), dtype, Device.standard());
                assertEquals(layer.predict(input).shape(), layer.outputShape(c.input()));
            }
        }));
    }
}
