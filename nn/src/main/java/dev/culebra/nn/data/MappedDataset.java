package dev.culebra.nn.data;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import java.util.function.UnaryOperator;

/** Another data set's examples, changed batch by batch. */
record MappedDataset(Dataset dataset, UnaryOperator<Batch> change) implements Dataset {

    @Override
    public int size() {
        return dataset.size();
    }

    @Override
    public Tray tray(Device device, int capacity) {
        return new MappedTray(dataset.tray(device, capacity), change);
    }

    @Override
    public Dataset inEpoch(long number) {
        return new MappedDataset(dataset.inEpoch(number), change);
    }

    private record MappedTray(Tray tray, UnaryOperator<Batch> change) implements Tray {

        @Override
        public void fill(int[] indices, int from, int to) {
            tray.fill(indices, from, to);
        }

        @Override
        public void send() {
            tray.send();
        }

        @Override
        public Batch batch() {
            try (Scope scope = Scope.open()) {
                Batch changed = change.apply(tray.batch());
                return new Batch(scope.keep(changed.inputs()), scope.keep(changed.targets()));
            }
        }

        @Override
        public void close() {
            tray.close();
        }
    }
}
