package dev.culebra.nn.data;

import dev.culebra.engine.Device;

/** Which examples of which data set make which batch of an epoch, from batch {@code first} on. */
record Plan(Dataset dataset, Device device, int[] order, int batchSize, int batches, int first, long epoch) {

    Tray tray() {
        return dataset.tray(device, Math.min(batchSize, order.length));
    }

    void fill(Tray tray, int batch) {
        int from = batch * batchSize;
        tray.fill(order, from, Math.min(order.length, from + batchSize));
    }

    DataException failed(int batch, Throwable cause) {
        return new DataException(
                "data loader: batch %d of epoch %d cannot be prepared: %s".formatted(batch, epoch, cause), cause);
    }
}
