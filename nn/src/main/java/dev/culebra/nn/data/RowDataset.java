package dev.culebra.nn.data;

import dev.culebra.engine.Device;
import dev.culebra.engine.DeviceMemoryException;
import dev.culebra.engine.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Supplier;

/** Examples that a {@link RowWriter} writes. */
record RowDataset(int size, Row input, Row target, RowWriter writer) implements Dataset {

    private static final long ALIGNMENT = 64;

    RowDataset {
        if (size < 0) {
            throw new IllegalArgumentException("dataset: cannot have %d examples".formatted(size));
        }
    }

    @Override
    public Tray tray(Device device, int capacity) {
        return new RowTray(device, capacity);
    }

    private final class RowTray implements Tray {

        private final Arena arena = Arena.ofShared();
        private final Device device;
        private final MemorySegment inputs;
        private final MemorySegment targets;
        private Optional<Batch> sent = Optional.empty();
        private int count;

        RowTray(Device device, int capacity) {
            this.device = device;
            this.inputs = arena.allocate(Math.multiplyExact(capacity, input.bytes()), ALIGNMENT);
            this.targets = arena.allocate(Math.multiplyExact(capacity, target.bytes()), ALIGNMENT);
        }

        @Override
        public void fill(int[] indices, int from, int to) {
            count = to - from;
            for (int i = 0; i < count; i++) {
                writer.write(indices[from + i], inputs, i * input.bytes(), targets, i * target.bytes());
            }
        }

        /** On the filling thread's stream: the card computes meanwhile, and the batch's user waits for it on the card. */
        @Override
        public void send() {
            if (device.backend().isAsynchronous()) {
                try {
                    sent = Optional.of(upload());
                } catch (DeviceMemoryException full) {
                    sent = Optional.empty(); // batch() tries again, when others may have been closed
                }
            }
        }

        @Override
        public Batch batch() {
            if (sent.isEmpty()) {
                return upload();
            }
            try (Batch there = sent.get()) {
                sent = Optional.empty();
                return batch(there.inputs()::share, there.targets()::share);
            }
        }

        private Batch upload() {
            return batch(() -> upload(inputs, input), () -> upload(targets, target));
        }

        private static Batch batch(Supplier<Tensor> inputs, Supplier<Tensor> targets) {
            Tensor made = inputs.get();
            try {
                return new Batch(made, targets.get());
            } catch (RuntimeException | Error e) {
                made.close();
                throw e;
            }
        }

        private Tensor upload(MemorySegment rows, Row row) {
            return Tensor.copyOf(rows.asSlice(0, count * row.bytes()), row.times(count), row.dtype(), device);
        }

        @Override
        public void close() {
            sent.ifPresent(Batch::close);
            arena.close();
        }
    }
}
