package dev.culebra.samples.draw;

import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Dataset;
import dev.culebra.nn.data.Digits;
import dev.culebra.nn.train.Adam;
import dev.culebra.nn.train.AdamSettings;
import dev.culebra.nn.train.Trainer;
import dev.culebra.nn.train.TrainingListener;
import java.util.Optional;

/** A network that has learnt enough to tell a 1 from a 7. */
final class TrainedNetwork {

    private TrainedNetwork() {}

    static Sequential get() {
        Sequential model = DrawSample.network(1);
        var train = DataLoader.of(Dataset.of(Digits.generated(1, 20_000, 1).train()), 32).shuffle(1);
        try (var adam = new Adam(model.parameters(), AdamSettings.ofAdam().rate(0.005))) {
            new Trainer(model, Loss.crossEntropy(), adam).fit(train, Optional.empty(), 5, TrainingListener.SILENT);
        }
        return model;
    }
}
