package dev.culebra.bench.peers;

import dev.culebra.bench.peer.Conversation;
import dev.culebra.bench.peer.Library;
import dev.culebra.bench.peer.Numbers;
import dev.culebra.bench.peer.Question;
import dev.culebra.bench.peer.Work;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.framework.optimizers.GradientDescent;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** TensorFlow by its Java API: a graph for each question, fed with its operands, and one run of a session for each call. */
public final class TensorFlow implements Library {
    private final ConfigProto config;

    private TensorFlow(int threads) {
        config = ConfigProto.newBuilder().setIntraOpParallelismThreads(threads).setInterOpParallelismThreads(1).build();
    }

    /** Answers the benchmarks. */
    public static void main(String[] args) throws IOException {
        Conversation.hold(args, TensorFlow::new);
    }

    @Override
    public String version() {
        return "1.0.0, TensorFlow " + org.tensorflow.TensorFlow.version();
    }

    @Override
    public Work product(Question.Product product) {
        Graph graph = new Graph();
        Ops tf = Ops.create(graph);
        Operands operands = new Operands(tf, matrix(product.m(), product.k(), product.leftTransposed()),
                matrix(product.k(), product.n(), product.rightTransposed()));
        return work(graph, operands, tf.linalg.matMul(operands.x(), operands.y(),
                MatMul.transposeA(product.leftTransposed()), MatMul.transposeB(product.rightTransposed())));
    }

    private static Shape matrix(int rows, int columns, boolean transposed) {
        return transposed ? Shape.of(columns, rows) : Shape.of(rows, columns);
    }

    @Override
    public Work array(Question.Array array) {
        return function(array.function(), Shape.of(array.rows(), array.columns()));
    }

    @Override
    public Work host(Question.Host host) {
        return function(host.function(), Shape.of(4, 4));
    }

    /** What is fed. */
    private record Operands(List<Placeholder<TFloat32>> places, List<TFloat32> tensors) {
        Operands(Ops tf, Shape... shapes) {
            this(Arrays.stream(shapes).map(shape -> tf.placeholder(TFloat32.class, Placeholder.shape(shape)))
                    .toList(),
                    IntStream.range(0, shapes.length).mapToObj(i -> tensor(shapes[i], i + 1))
                            .toList());
        }

        Operand<TFloat32> x() {
            return places.get(0);
        }

        Operand<TFloat32> y() {
            return places.get(1);
        }

        Operand<TFloat32> z() {
            return places.get(2);
        }

        Session.Runner feed(Session.Runner runner) {
            for (int i = 0; i < places.size(); i++) {
                runner.feed(places.get(i), tensors.get(i));
            }
            return runner;
        }
    }

    private static TFloat32 tensor(Shape shape, int operand) {
        return tensor(shape, Numbers.floats((int) shape.size(), operand, 1));
    }

    private static TFloat32 tensor(Shape shape, float[] values) {
        return TFloat32.tensorOf(shape, DataBuffers.of(values));
    }

    private Work function(String name, Shape shape) {
        Graph graph = new Graph();
        Ops tf = Ops.create(graph);
        Operands operands = new Operands(tf, shape, shape, shape);
        Operand<TFloat32> x = operands.x();
        Operand<TFloat32> y = operands.y();
        return work(graph, operands, switch (name) {
            case "copy" -> tf.deepCopy(x);
            case "relu" -> tf.nn.relu(x);
            case "sigmoid" -> tf.math.sigmoid(x);
            case "bias sigmoid" -> tf.math.sigmoid(tf.math.add(x, tf.gather(y, tf.constant(0), tf.constant(0))));
            case "six" -> tf.math.mul(tf.math.sub(tf.math.mul(tf.nn.relu(tf.math.add(tf.math.mul(x, y), operands.z())),
                    tf.constant(0.5f)), x), y);
            case "softmax" -> tf.nn.softmax(x);
            case "sum" -> tf.sum(x, tf.constant(new int[] {0, 1}));
            case "add" -> tf.math.add(x, y);
            case "matmul" -> tf.linalg.matMul(x, y);
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private Work work(Graph graph, Operands operands, Operand<TFloat32> result) {
        Session session = new Session(graph, config);
        Supplier<Result> once = () -> operands.feed(session.runner()).fetch(result).run();
        double[] values;
        try (Result first = once.get()) {
            TFloat32 tensor = (TFloat32) first.get(0);
            float[] all = new float[(int) tensor.size()];
            tensor.asRawTensor().data().asFloats().read(all);
            values = new double[Math.min(Work.PROBE, all.length)];
            for (int i = 0; i < values.length; i++) {
                values[i] = all[i];
            }
        }
        return new Work(values, () -> once.get().close(), () -> {
            session.close();
            graph.close();
            operands.tensors.forEach(TFloat32::close);
        });
    }

    @Override
    public Work step(Question.Step step) {
        Graph graph = new Graph();
        Ops tf = Ops.create(graph);
        int inputs = step.sizes().getFirst();
        int classes = step.sizes().getLast();
        Placeholder<TFloat32> images =
                tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(step.batch(), inputs)));
        Placeholder<TFloat32> labels =
                tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(step.batch(), classes)));
        Operand<TFloat32> x = images;
        for (int i = 0; i + 1 < step.sizes().size(); i++) {
            int in = step.sizes().get(i);
            int out = step.sizes().get(i + 1);
            if (i > 0) {
                x = step.activation().equals("relu") ? tf.nn.relu(x) : tf.math.sigmoid(x);
            }
            float[] values = Numbers.transposed(Numbers.floats(in * out, 10 + i, Math.pow(in, -0.5)), out, in);
            Operand<TFloat32> weight = tf.variable(tf.constant(Shape.of(in, out), DataBuffers.of(values)));
            Operand<TFloat32> bias = tf.variable(tf.constant(new float[out]));
            x = tf.math.add(tf.linalg.matMul(x, weight), bias);
        }
        Operand<TFloat32> loss =
                tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(x, labels).loss(), tf.constant(0));
        Op train = new GradientDescent(graph, (float) step.rate()).minimize(loss);
        Session session = new Session(graph, config);
        session.initialize();
        float[] ones = new float[step.batch() * classes];
        for (int i = 0; i < step.batch(); i++) {
            ones[i * classes + i % classes] = 1;
        }
        TFloat32 imageTensor = tensor(Shape.of(step.batch(), inputs), 4);
        TFloat32 labelTensor = tensor(Shape.of(step.batch(), classes), ones);
        Supplier<Float> once = () -> {
            Session.Runner runner = session.runner().feed(images, imageTensor).feed(labels, labelTensor)
                    .addTarget(train).fetch(loss);
            try (Result result = runner.run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        };
        double first = once.get();
        double last = first;
        for (int i = 1; i < step.checked(); i++) {
            last = once.get();
        }
        return new Work(new double[] {first, last}, once::get, () -> {
            session.close();
            graph.close();
            imageTensor.close();
            labelTensor.close();
        });
    }
}
