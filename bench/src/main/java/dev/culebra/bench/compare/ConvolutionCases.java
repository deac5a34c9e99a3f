package dev.culebra.bench.compare;

import dev.culebra.bench.peer.Question;
import dev.culebra.bench.peer.Work;
import dev.culebra.engine.DType;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Convolutions of single layers and their two gradients, pooling 2 by 2 and its gradient, and the training step of whole
 * networks. What the first values must be is computed in double precision.
 */
record ConvolutionCases(Cases cases) {
    private static final List<Layer> LAYERS = List.of(new Layer(64, 1, 28, 16, 5, 0), new Layer(64, 16, 14, 32, 3, 1),
            new Layer(32, 3, 32, 32, 3, 1), new Layer(16, 64, 28, 64, 3, 1));
    private static final List<Layer> TINY_LAYERS = List.of(new Layer(2, 2, 6, 3, 3, 1));
    private static final Window POOL = Window.of(2).stride(2);

    /** Square images and windows. */
    private record Layer(int batch, int channels, int size, int out, int window, int padding) {
        String name() {
            return "[%d, %d, %d, %d] by %d of %d×%d".formatted(batch, channels, size, size, out, window, window);
        }

        Shape input() {
            return Shape.of(batch, channels, size, size);
        }

        Shape weight() {
            return Shape.of(out, channels, window, window);
        }

        Window sliding() {
            return Window.of(window).padding(padding);
        }

        Shape output() {
            return sliding().positions("conv2d", input()).with(1, out);
        }

        Question question(String part) {
            return new Question.Convolution(part, batch, channels, size, out, window, padding);
        }
    }

    private interface Operation {
        Tensor of(Tensor x, Tensor w, Tensor b, Tensor dy);
    }

    void run() {
        for (Layer layer : cases.tiny() ? TINY_LAYERS : LAYERS) {
            layer(layer);
        }
        pooling(cases.tiny() ? new Layer(2, 3, 8, 0, 2, 0) : new Layer(64, 16, 24, 0, 2, 0));
        new NetworkCases(cases).run();
    }

    private void layer(Layer layer) {
        Window window = layer.sliding();
        long inner = layer.weight().elements() / layer.out;
        long positions = layer.output().elements() / layer.out;
        row(layer, "forward", inner, (x, w, b, _) -> x.conv2d(w, Optional.of(b), window, 1));
        row(layer, "input gradient", inner / layer.channels * layer.out, (_, w, _, dy) -> dy.conv2dInputGradient(w,
                window, 1, layer.input()));
        row(layer, "weight gradient", positions, (x, _, _, dy) -> x.conv2dWeightGradient(dy, window, 1));
    }

    /**
     * @param products that go into one result
     */
    private void row(Layer layer, String part, long products, Operation work) {
        try (Scope _ = Scope.open()) {
            Tensor x = cases.tensor(layer.input(), 1, 1);
            Tensor w = cases.tensor(layer.weight(), 2, 1);
            Tensor b = cases.tensor(Shape.of(layer.out), 3, 1);
            Tensor dy = cases.tensor(layer.output(), 5, 1);
            double[] expected = KnownTensors.probe(work.of(wide(x), wide(w), wide(b), wide(dy)));
            // Products are 1/16 on average; far below the worst case of their sum's rounding.
            Check check = Check.absolute(64 * 0x1p-24 * Math.max(1, products / 16.0), expected);
            time(layer.name() + ", " + part, layer.question(part), check, () -> work.of(x, w, b, dy));
        }
    }

    private static Tensor wide(Tensor tensor) {
        return tensor.to(DType.F64);
    }

    private void pooling(Layer layer) {
        try (Scope _ = Scope.open()) {
            Tensor x = cases.tensor(layer.input(), 1, 1);
            Tensor y = x.maxPool2d(POOL);
            Tensor dy = cases.tensor(y.shape(), 5, 1);
            Tensor exact = wide(x);
            pooling(layer, "max", exact.maxPool2d(POOL), () -> x.maxPool2d(POOL));
            pooling(layer, "average", exact.avgPool2d(POOL), () -> x.avgPool2d(POOL));
            pooling(layer, "max gradient", exact.maxPool2dGradient(wide(y), wide(dy), POOL), () -> x
                    .maxPool2dGradient(y, dy, POOL));
        }
    }

    private void pooling(Layer layer, String part, Tensor expected, Supplier<Tensor> work) {
        Check check = Check.absolute(0x1p-23, KnownTensors.probe(expected));
        time("[%d, %d, %d, %d], 2×2 %s".formatted(layer.batch, layer.channels, layer.size, layer.size, part),
                new Question.Pooling(
                        part, layer.batch, layer.channels, layer.size),
                check, work);
    }

    private void time(String name, Question question, Check check, Supplier<Tensor> work) {
        if (cases.wants(name)) {
            cases.done().accept(new Row(Row.Section.CONVOLUTIONS, name, cases.threads(), 1, cases.figures(question,
                    check, () -> new Work(KnownTensors.probe(work.get()), () -> work.get().close(), () -> {}), true)));
        }
    }
}
