package dev.culebra.nn.data;

import dev.culebra.engine.Device;

/** Some of another data set's examples. */
final class SubsetDataset implements Dataset {

    private final Dataset dataset;
    private final int[] chosen;

    /** Keeps {@code chosen} itself. */
    SubsetDataset(Dataset dataset, int[] chosen) {
        for (int index : chosen) {
            if (index < 0 || index >= dataset.size()) {
                throw new IndexOutOfBoundsException(
                        "subset: no example %d; there are %d".formatted(index, dataset.size()));
            }
        }
        this.dataset = dataset;
        this.chosen = chosen;
    }

    @Override
    public int size() {
        return chosen.length;
    }

    @Override
    public Tray tray(Device device, int capacity) {
        return new SubsetTray(dataset.tray(device, capacity), new int[capacity]);
    }

    @Override
    public Dataset inEpoch(long number) {
        return new SubsetDataset(dataset.inEpoch(number), chosen);
    }

    private final class SubsetTray implements Tray {

        private final Tray tray;
        private final int[] numbers;

        SubsetTray(Tray tray, int[] numbers) {
            this.tray = tray;
            this.numbers = numbers;
        }

        @Override
        public void fill(int[] indices, int from, int to) {
            for (int i = from; i < to; i++) {
                numbers[i - from] = chosen[indices[i]];
            }
            tray.fill(numbers, 0, to - from);
        }

        @Override
        public void send() {
            tray.send();
        }

        @Override
        public Batch batch() {
            return tray.batch();
        }

        @Override
        public void close() {
            tray.close();
        }
    }
}
