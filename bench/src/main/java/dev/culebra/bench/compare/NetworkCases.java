package dev.culebra.bench.compare;

import dev.culebra.bench.peer.Question;
import dev.culebra.bench.peer.Work;
import dev.culebra.engine.DType;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Window;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Conv2d;
import dev.culebra.nn.Flatten;
import dev.culebra.nn.Init;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Linear;
import dev.culebra.nn.MaxPool2d;
import dev.culebra.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Training steps of networks of convolutions, each followed by ReLU and pooling 2 by 2, and a layer for ten classes at the end; as
 * in {@link StepCases}, with the loss read.
 */
record NetworkCases(Cases cases) {
    private static final int CHECKED = 10;
    private static final int CLASSES = 10;
    private static final double TOLERANCE = 1e-3;

    private static final List<Net> NETS = List.of(
            new Net(64, 28, List.of(1, 16, 32), List.of(5, 3), List.of(0, 1)),
            new Net(16, 32, List.of(3, 12, 24, 24), List.of(3, 3, 3), List.of(1, 1, 1)));
    private static final List<Net> TINY_NETS = List.of(new Net(2, 8, List.of(1, 2), List.of(3), List.of(1)));

    /**
     * @param channels of the images, and of each convolution
     * @param windows sides of the convolutions' windows
     */
    private record Net(int batch, int size, List<Integer> channels, List<Integer> windows, List<Integer> paddings) {
        String name() {
            return "network of convolutions %s, images %d×%d, batch %d".formatted(channels.stream().map(String::valueOf)
                    .collect(Collectors.joining("-")), size, size, batch);
        }

        Question question() {
            return new Question.Network(batch, size, channels, windows, paddings, CHECKED, Training.RATE);
        }
    }

    void run() {
        for (Net net : cases.tiny() ? TINY_NETS : NETS) {
            row(net);
        }
    }

    private void row(Net net) {
        if (!cases.wants(net.name())) {
            return;
        }
        Shape images = Shape.of(net.batch, net.channels.getFirst(), net.size, net.size);
        try (Training training = new Training(model(net), images, CLASSES, cases.tensors())) {
            double[] losses = training.losses(CHECKED);
            cases.done().accept(new Row(Row.Section.CONVOLUTIONS, net.name(), cases.threads(), 1, cases.figures(net
                    .question(), Check.relative(TOLERANCE, losses), () -> new Work(losses, training::step, () -> {}),
                    true)));
        }
    }

    private Sequential model(Net net) {
        List<Layer> layers = new ArrayList<>();
        RandomStream random = new RandomStream(1);
        int size = net.size;
        for (int i = 0; i < net.windows.size(); i++) {
            Window window = Window.of(net.windows.get(i)).padding(net.paddings.get(i));
            Conv2d layer = new Conv2d(net.channels.get(i), net.channels.get(i + 1), window, 1, Init.fanIn(), random,
                    DType.F32, cases.device());
            Training.fill(layer.weight(), layer.bias(), 10 + i, cases.tensors());
            layers.addAll(List.of(layer, Activation.relu(), MaxPool2d.of(2)));
            size = (size + 2 * net.paddings.get(i) - net.windows.get(i) + 1) / 2;
        }
        Linear last = new Linear(net.channels.getLast() * size * size, CLASSES, Init.fanIn(), random, DType.F32, cases
                .device());
        Training.fill(last.weight(), last.bias(), 10 + net.windows.size(), cases.tensors());
        layers.addAll(List.of(new Flatten(), last));
        return new Sequential(layers);
    }
}
