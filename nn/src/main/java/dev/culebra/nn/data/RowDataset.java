package dev.culebra.nn.data;

import dev.culebra.engine.Device;
import dev.culebra.engine.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

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

        @Override
        public Batch batch() {
            Tensor uploaded = upload(inputs, input);
            try {
                return new Batch(uploaded, upload(targets, target));
            } catch (RuntimeException | Error e) {
                uploaded.close();
                throw e;
            }
        }

        private Tensor upload(MemorySegment rows, Row row) {
            return Tensor.copyOf(rows.asSlice(0, count * row.bytes()), row.times(count), row.dtype(), device);
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
