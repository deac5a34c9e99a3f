package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.DeviceException;
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
        Device card = card();
        long before = card.memory().usedBytes();
        List<Double> onCpu = losses(Device.of("cpu"));
        List<Double> onCard = losses(card);
        for (int step = 0; step < STEPS; step++) {
            assertEquals(onCpu.get(step), onCard.get(step), RELATIVE * onCpu.get(step), "step " + step);
        }
        assertEquals(before, card.memory().usedBytes());
    }

    private static Device card() {
        String named = System.getProperty(Device.PROPERTY, "cpu");
        String reason = "";
        for (String name : named.startsWith("cuda") ? List.of(named) : List.of("cuda", "cuda-emulated")) {
            try {
                return Device.of(name);
            } catch (DeviceException missing) {
                reason = missing.getMessage();
                if (name.equals("cuda") && System.getProperty("culebra.gpu", "").equals("required")) {
                    return fail("-Dculebra.gpu=required: " + reason);
                }
            }
        }
        return abort(reason);
    }

    private static List<Double> losses(Device device) {
        RandomStream random = new RandomStream(1);
        List<Double> losses = new ArrayList<>();
        try (Sequential model = Sequential.of(
                new Linear(784, 16, Init.xavierUniform(), random, DType.F32, device), Activation.sigmoid(),
                new Linear(16, 16, Init.xavierUniform(), random, DType.F32, device), Activation.sigmoid(),
                new Linear(16, 10, Init.xavierUniform(), random, DType.F32, device));
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
