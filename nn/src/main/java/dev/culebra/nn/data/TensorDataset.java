package dev.culebra.nn.data;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Examples that are the rows of tensors. */
record TensorDataset(Batch all) implements Dataset {

    @Override
    public int size() {
        return all.size();
    }

    @Override
    public Tray tray(Device device, int capacity) {
        return new IndexTray(device, capacity);
    }

    /** Holds no rows, only their numbers: the rows are taken where the tensors lie. */
    private final class IndexTray implements Tray {

        private final Arena arena = Arena.ofShared();
        private final Device device;
        private final MemorySegment rows;
        private int count;

        IndexTray(Device device, int capacity) {
            this.device = device;
            this.rows = arena.allocate(JAVA_LONG, capacity);
        }

        @Override
        public void fill(int[] indices, int from, int to) {
            count = to - from;
            for (int i = 0; i < count; i++) {
                rows.setAtIndex(JAVA_LONG, i, indices[from + i]);
            }
        }

        @Override
        public Batch batch() {
            try (Scope scope = Scope.open()) {
                Tensor inputs = take(all.inputs());
                Tensor targets = take(all.targets());
                return new Batch(scope.keep(inputs), scope.keep(targets));
            }
        }

        private Tensor take(Tensor from) {
            MemorySegment numbers = rows.asSlice(0, count * JAVA_LONG.byteSize());
            Tensor index = Tensor.copyOf(numbers, Shape.of(count), DType.I64, from.device());
            return from.indexSelect(0, index).to(device);
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
