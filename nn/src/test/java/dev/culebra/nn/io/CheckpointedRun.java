package dev.culebra.nn.io;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Pictures;
import dev.culebra.nn.data.Transform;
import dev.culebra.nn.train.Sgd;
import dev.culebra.nn.train.State;
import dev.culebra.nn.train.StepReport;
import dev.culebra.nn.train.Trainer;
import dev.culebra.nn.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;

/**
 * A small training with everything that must survive an interruption: momentum, a rate that changes from step to step, noise,
 * shuffled batches of pictures that are changed at random. It writes a checkpoint after every step, goes on from the one that
 * it finds, and says how far it has come. For each step it reads a byte, as long as there are any to come.
 */
final class CheckpointedRun {

    static final int EPOCHS = 3;
    static final int STEPS = 10;

    private CheckpointedRun() {}

    /** Adds numbers from a stream, as dropout multiplies by them. */
    private record Noise(RandomStream random) implements Layer {
        @Override
        public Variable forward(Variable input) {
            return input.add(
                    Variable.constant(Tensor.random(new Distribution.Normal(0, 0.1), input.shape(), DType.F32, random,
                            input.device())));
        }

        @Override
        public SequencedMap<String, Variable> parameters() {
            return new LinkedHashMap<>();
        }
    }

    static Sequential model(RandomStream noise) {
        var random = new RandomStream(1);
        return Sequential.of(new Linear(16, 8, random), new Noise(noise), Activation.tanh(), new Linear(8, 3, random));
    }

    private static DataLoader loader() {
        byte[] pixels = new byte[40 * 16];
        new Random(5).nextBytes(pixels);
        var pictures = new Pictures(1, 4, 4, List.of("a", "b", "c"), pixels, new Random(6).ints(40, 0, 3).toArray());
        return DataLoader.of(pictures.dataset(1, Transform.shift(1), Transform.rotate(20)).map(batch -> new Batch(
                batch.inputs().reshape(Shape.of(batch.size(), 16)), batch.targets())), 4).shuffle(9);
    }

    /** Arguments: the checkpoint's file, the final parameters'. */
    public static void main(String[] args) {
        Path checkpoint = Path.of(args[0]);
        var noise = new RandomStream(2);
        try (Sequential model = model(noise); var sgd = new Sgd(model.parameters().values(), 0.1, 0.9, 0.01)) {
            var trainer = new Trainer(model, Loss.crossEntropy(), sgd).with("noise", noise);
            if (Files.exists(checkpoint)) {
                try (State state = Checkpoint.read(checkpoint, Device.standard())) {
                    trainer.restore(state);
                }
            }
            trainer.fit(loader(), Optional.empty(), EPOCHS, new TrainingListener() {
                @Override
                public void stepping(long steps) {
                    awaitLeave();
                    sgd.learningRate(0.1 / (1 + 0.1 * steps));
                }

                @Override
                public void stepped(StepReport step) {
                    Checkpoint.write(checkpoint, trainer.state());
                    System.out.println(step.epoch() + "." + step.step());
                }
            });
            Weights.save(Path.of(args[1]), model);
        }
    }

    private static void awaitLeave() {
        try {
            System.in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
