package dev.culebra.bench.peers;

import dev.culebra.bench.peer.Conversation;
import dev.culebra.bench.peer.Library;
import dev.culebra.bench.peer.Numbers;
import dev.culebra.bench.peer.Question;
import dev.culebra.bench.peer.Work;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/** DL4J and ND4J; how many threads there are, they take from {@code OMP_NUM_THREADS}. */
public final class DL4J implements Library {
    private DL4J() {
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    }

    /** Answers the benchmarks. */
    public static void main(String[] args) throws IOException {
        Conversation.hold(args, _ -> new DL4J());
    }

    @Override
    public String version() {
        return "1.0.0-M2.1, " + Nd4j.getBackend().getClass().getSimpleName() + " with "
                + Nd4j.getExecutioner().getEnvironmentInformation().getProperty("blas.vendor");
    }

    @Override
    public Work product(Question.Product product) {
        INDArray lhs = matrix(product.m(), product.k(), 1, product.leftTransposed());
        INDArray rhs = matrix(product.k(), product.n(), 2, product.rightTransposed());
        return work(() -> lhs.mmul(rhs), lhs, rhs);
    }

    @Override
    public Work array(Question.Array array) {
        return function(array.function(), array.rows(), array.columns());
    }

    @Override
    public Work host(Question.Host host) {
        return function(host.function(), 4, 4);
    }

    private static INDArray floats(int rows, int columns, int operand) {
        return Nd4j.createFromArray(Numbers.floats(rows * columns, operand, 1)).reshape(rows, columns);
    }

    private static INDArray matrix(int rows, int columns, int operand, boolean transposed) {
        return transposed ? floats(columns, rows, operand).transpose() : floats(rows, columns, operand);
    }

    private static Work function(String name, int rows, int columns) {
        INDArray x = floats(rows, columns, 1);
        INDArray y = floats(rows, columns, 2);
        INDArray z = floats(rows, columns, 3);
        return work(switch (name) {
            case "copy" -> x::dup;
            case "relu" -> () -> Transforms.relu(x, true);
            case "sigmoid" -> () -> Transforms.sigmoid(x, true);
            case "bias sigmoid" -> () -> Transforms.sigmoid(x.addRowVector(y.getRow(0)), false);
            case "six" -> () -> Transforms.relu(x.mul(y).addi(z), false).muli(0.5f).subi(x).muli(y);
            case "softmax" -> () -> Nd4j.nn().softmax(x, 1);
            case "sum" -> x::sum;
            case "add" -> () -> x.add(y);
            case "matmul" -> () -> x.mmul(y);
            default -> throw new UnsupportedOperationException(name);
        }, x, y, z);
    }

    private static Work work(Supplier<INDArray> result, INDArray... operands) {
        INDArray first = result.get();
        INDArray flat = first.dup('c').reshape(first.length());
        double[] values = new double[(int) Math.min(Work.PROBE, first.length())];
        for (int i = 0; i < values.length; i++) {
            values[i] = flat.getDouble(i);
        }
        first.close();
        return new Work(values, () -> result.get().close(), () -> List.of(operands).forEach(INDArray::close));
    }

    @Override
    public Work step(Question.Step step) {
        var layers = new NeuralNetConfiguration.Builder().updater(new Sgd(step.rate())).list();
        Activation activation = step.activation().equals("relu") ? Activation.RELU : Activation.SIGMOID;
        int count = step.sizes().size() - 1;
        for (int i = 0; i < count; i++) {
            int in = step.sizes().get(i);
            int out = step.sizes().get(i + 1);
            layers.layer(i + 1 < count
                    ? new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build()
                    : new OutputLayer.Builder(LossFunction.MCXENT).nIn(in).nOut(out).activation(Activation.SOFTMAX)
                            .build());
        }
        var model = new MultiLayerNetwork(layers.build());
        model.init();
        for (int i = 0; i < count; i++) {
            int in = step.sizes().get(i);
            int out = step.sizes().get(i + 1);
            // [out, in] in rows is [in, out] in columns, which is how DL4J has it.
            model.setParam(i + "_W", Nd4j.create(Numbers.floats(in * out, 10 + i, Math.pow(in, -0.5)),
                    new int[] {in, out}, 'f'));
        }
        INDArray images = floats(step.batch(), step.sizes().getFirst(), 4);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, step.batch(), step.sizes().getLast());
        for (int i = 0; i < step.batch(); i++) {
            labels.putScalar(i, i % step.sizes().getLast(), 1);
        }
        Supplier<Double> once = () -> {
            model.fit(images, labels);
            return step.read() ? model.score() : 0;
        };
        double first = once.get();
        double last = first;
        for (int i = 1; i < step.checked(); i++) {
            last = once.get();
        }
        return new Work(new double[] {first, last}, once::get, () -> List.of(images, labels).forEach(INDArray::close));
    }
}
