package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Init;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Dataset;
import dev.culebra.nn.data.Digits;
import dev.culebra.nn.data.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The same training on the CPU and on a card: the one that {@code -Dculebra.device} names, else a real one, else the emulated one
 * where it was built. {@code -Dculebra.gpu=required} asks for a real one.
 */
@Tag("card")
class CardTrainingTest {
    private static final int STEPS = 20;
    /** Sums of 784 products in another order differ by some 784·2⁻²⁴ of their terms at worst, by far less as a rule. */
    private static final double RELATIVE = 1e-5;

    @Test
    void theDigitNetworkHasTheSameLossesOnACardAsOnTheCpu() {
        Device card = Card.open();
        long before = card.memory().usedBytes();
        List<Double> onCpu = losses(Device.of("cpu"));
        List<Double> onCard = losses(card);
        for (int step = 0; step < STEPS; step++) {
            assertEquals(onCpu.get(step), onCard.get(step), RELATIVE * onCpu.get(step), "step " + step);
        }
        assertEquals(before, card.memory().usedBytes());
    }

    /** All that happens around a step, too: several batches for one, clipping, rates and momenta that change. */
    @Test
    void adamInOneCycleHasTheSameLossesOnACardAsOnTheCpu() {
        Device card = Card.open();
        List<Double> onCpu = cycle(Device.of("cpu"));
        List<Double> onCard = cycle(card);
        assertEquals(6, onCpu.size());
        for (int step = 0; step < onCpu.size(); step++) {
            // ε keeps the quotient of two means, and so what rounding does to it, within 10³ of its terms.
            assertEquals(onCpu.get(step), onCard.get(step), 10 * RELATIVE * onCpu.get(step), "step " + step);
        }
    }

    private static List<Double> cycle(Device device) {
        List<Double> losses = new ArrayList<>();
        try (Sequential model = model(device);
                AdamW adam = new AdamW(model.parameters(), AdamSettings.ofAdamW().epsilon(1e-3))) {
            TrainingListener losing = new TrainingListener() {
                @Override
                public void stepped(StepReport step) {
                    losses.add(step.loss());
                }
            };
            DataLoader loader = DataLoader.of(Dataset.of(Digits.generated(1, 48, 1).train()), 8);
            new Trainer(model, Loss.crossEntropy(), adam).accumulate(2).clip(new GradientClipping.ByNorm(0.5)).fit(
                    loader, Optional.empty(), 2, TrainingListener.of(OneCycle.of(0.01, 6).sets(adam), losing));
        }
        return losses;
    }

    private static Sequential model(Device device) {
        RandomStream random = new RandomStream(1);
        return Sequential.of(
                new Linear(784, 16, Init.xavierUniform(), random, DType.F32, device), Activation.sigmoid(),
                new Linear(16, 16, Init.xavierUniform(), random, DType.F32, device), Activation.sigmoid(),
                new Linear(16, 10, Init.xavierUniform(), random, DType.F32, device));
    }

    private static List<Double> losses(Device device) {
        List<Double> losses = new ArrayList<>();
        try (Sequential model = model(device);
                Sgd sgd = new Sgd(model.parameters().values(), 0.1, 0.9, 0);
                Epoch batches = DataLoader.of(Dataset.of(Digits.generated(1, 16 * STEPS, 1).train()), 16).epoch(0,
                        device)) {
            Trainer trainer = new Trainer(model, Loss.crossEntropy(), sgd);
            while (batches.hasNext()) {
                try (Batch batch = batches.next()) {
                    losses.add(trainer.step(batch));
                }
            }
        }
        return losses;
    }
}
