package dev.culebra.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * An operation that writes into a tensor which exists, and whose inputs may look at the same memory. Element by element
 * through one layout that is harmless; otherwise elements would be read after they were overwritten, and the input is
 * copied first.
 */
final class InPlace implements AutoCloseable {
    private final View output;
    private final List<Storage> copies = new ArrayList<>();

    InPlace(View output) {
        this.output = output;
    }

    /**
     * @throws ShapeException if several elements stand at one place
     */
    static void checkWritable(String operation, View output) {
        Layout layout = output.layout();
        if (output.shape().elements() == 0) {
            return;
        }
        for (int axis = 0; axis < output.shape().rank(); axis++) {
            if (layout.stride(axis) == 0 && output.shape().size(axis) > 1) {
                throw new ShapeException(
                        ("%s: axis %d of shape %s repeats one slice, as in a broadcast view, and cannot be"
                                + " written; write to a copy()")
                                .formatted(operation, axis, output.shape()));
            }
        }
    }

    /** The input, or a copy where it overlaps the output through another layout. */
    View input(View input) {
        return input.layout().equals(output.layout()) ? input : distinct(input);
    }

    /** The input, or a copy where it overlaps the output. */
    View distinct(View input) {
        if (!overlaps(input)) {
            return input;
        }
        Layout layout = Layout.contiguous(input.shape());
        Storage storage = input.storage().device().backend().allocate(layout.extent() * input.dtype().bytes());
        copies.add(storage);
        View copy = new View(storage, layout, input.dtype());
        input.storage().device().backend().copy(input, copy);
        return copy;
    }

    /** By the ranges from first to last element; what lies interleaved counts as overlapping. */
    private boolean overlaps(View input) {
        return input.storage() == output.storage() && input.layout().offset() < output.layout().extent()
                && output.layout().offset() < input.layout().extent();
    }

    @Override
    public void close() {
        copies.forEach(Storage::release);
    }
}
