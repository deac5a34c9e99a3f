package dev.culebra.bench.peers;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.culebra.bench.peer.Conversation;
import dev.culebra.bench.peer.Library;
import dev.culebra.bench.peer.Numbers;
import dev.culebra.bench.peer.Question;
import dev.culebra.bench.peer.Work;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.Supplier;

/** DJL on libtorch; results are freed by a manager for each step, as DJL's own trainings do it. */
public final class DJL implements Library {
    private final NDManager manager;

    private DJL(int threads) {
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        manager = NDManager.newBaseManager();
    }

    /** Answers the benchmarks. */
    public static void main(String[] args) throws IOException {
        Conversation.hold(args, DJL::new);
    }

    @Override
    public String version() {
        return Engine.getDjlVersion() + ", libtorch " + Engine.getInstance().getVersion();
    }

    @Override
    public Work product(Question.Product product) {
        NDManager own = manager.newSubManager();
        NDArray lhs = matrix(own, product.m(), product.k(), 1, product.leftTransposed());
        NDArray rhs = matrix(own, product.k(), product.n(), 2, product.rightTransposed());
        return work(own, () -> lhs.matMul(rhs));
    }

    @Override
    public Work array(Question.Array array) {
        return function(array.function(), new Shape(array.rows(), array.columns()));
    }

    @Override
    public Work host(Question.Host host) {
        return function(host.function(), new Shape(4, 4));
    }

    private Work function(String name, Shape shape) {
        NDManager own = manager.newSubManager();
        return work(own, function(name, floats(own, shape, 1, 1), floats(own, shape, 2, 1), floats(own, shape, 3, 1)));
    }

    private static NDArray floats(NDManager manager, Shape shape, int operand, double scale) {
        return manager.create(Numbers.floats((int) shape.size(), operand, scale), shape);
    }

    private static NDArray matrix(NDManager manager, int rows, int columns, int operand, boolean transposed) {
        return transposed
                ? floats(manager, new Shape(columns, rows), operand, 1).transpose()
                : floats(manager, new Shape(rows, columns), operand, 1);
    }

    private static Supplier<NDArray> function(String name, NDArray x, NDArray y, NDArray z) {
        return switch (name) {
            case "copy" -> x::duplicate;
            case "relu" -> () -> Activation.relu(x);
            case "sigmoid" -> () -> Activation.sigmoid(x);
            case "bias sigmoid" -> () -> biasSigmoid(x, y);
            case "six" -> () -> six(x, y, z);
            case "softmax" -> () -> x.softmax(1);
            case "sum" -> x::sum;
            case "add" -> () -> x.add(y);
            case "matmul" -> () -> x.matMul(y);
            default -> throw new UnsupportedOperationException(name);
        };
    }

    private static NDArray biasSigmoid(NDArray x, NDArray y) {
        try (NDArray bias = y.get(0); NDArray sum = x.add(bias)) {
            return Activation.sigmoid(sum);
        }
    }

    private static NDArray six(NDArray x, NDArray y, NDArray z) {
        try (NDArray product = x.mul(y); NDArray sum = product.add(z); NDArray positive = Activation.relu(sum);
                NDArray half = positive.mul(0.5f); NDArray difference = half.sub(x)) {
            return difference.mul(y);
        }
    }

    private static Work work(NDManager own, Supplier<NDArray> result) {
        double[] values;
        try (NDArray first = result.get()) {
            float[] all = first.flatten().get("0:" + Math.min(Work.PROBE, first.size())).toFloatArray();
            values = new double[all.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = all[i];
            }
        }
        return new Work(values, () -> result.get().close(), own::close);
    }

    @Override
    public Work step(Question.Step step) {
        NDManager own = manager.newSubManager();
        SequentialBlock net = new SequentialBlock();
        Function<NDList, NDList> activation = step.activation().equals("relu") ? Activation::relu : Activation::sigmoid;
        for (int i = 1; i < step.sizes().size(); i++) {
            if (i > 1) {
                net.add(activation);
            }
            net.add(Linear.builder().setUnits(step.sizes().get(i)).build());
        }
        Model model = Model.newInstance("step");
        model.setBlock(net);
        Loss loss = Loss.softmaxCrossEntropyLoss();
        Trainer trainer = model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(Optimizer.sgd()
                .setLearningRateTracker(Tracker.fixed((float) step.rate())).build()));
        Shape inputs = new Shape(step.batch(), step.sizes().getFirst());
        trainer.initialize(inputs);
        int layer = 0;
        for (Parameter parameter : net.getParameters().values()) {
            NDArray array = parameter.getArray();
            if (parameter.getName().equals("weight")) {
                long in = array.getShape().get(1);
                array.set(Numbers.floats((int) array.size(), 10 + layer++, Math.pow(in, -0.5)));
            } else {
                array.set(new float[(int) array.size()]);
            }
        }
        NDList images = new NDList(floats(own, inputs, 4, 1));
        float[] classes = new float[step.batch()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = i % step.sizes().getLast();
        }
        NDList labels = new NDList(own.create(classes));
        Supplier<Float> once = () -> {
            try (NDManager each = own.newSubManager()) {
                images.tempAttach(each);
                labels.tempAttach(each);
                NDArray mean;
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    mean = loss.evaluate(labels, trainer.forward(images));
                    collector.backward(mean);
                }
                trainer.step();
                return step.read() ? mean.getFloat() : 0;
            }
        };
        double first = once.get();
        double last = first;
        for (int i = 1; i < step.checked(); i++) {
            last = once.get();
        }
        return new Work(new double[] {first, last}, once::get, () -> {
            trainer.close();
            model.close();
            own.close();
        });
    }
}
