package dev.culebra.nn.data;

import dev.culebra.engine.Device;
import java.util.concurrent.atomic.AtomicInteger;

/** Another data set, with its trays and their fillings counted. */
record TrayCount(Dataset dataset, AtomicInteger opened, AtomicInteger filled) implements Dataset {

    TrayCount(Dataset dataset) {
        this(dataset, new AtomicInteger(), new AtomicInteger());
    }

    int open() {
        return opened.get();
    }

    int fills() {
        return filled.get();
    }

    @Override
    public int size() {
        return dataset.size();
    }

    @Override
    public Tray tray(Device device, int capacity) {
        opened.incrementAndGet();
        return new CountedTray(dataset.tray(device, capacity));
    }

    private final class CountedTray implements Tray {

        private final Tray tray;

        CountedTray(Tray tray) {
            this.tray = tray;
        }

        @Override
        public void fill(int[] indices, int from, int to) {
            filled.incrementAndGet();
            tray.fill(indices, from, to);
        }

        @Override
        public Batch batch() {
            return tray.batch();
        }

        @Override
        public void close() {
            opened.decrementAndGet();
            tray.close();
        }
    }
}
