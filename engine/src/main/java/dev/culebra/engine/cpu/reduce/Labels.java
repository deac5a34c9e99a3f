package dev.culebra.engine.cpu.reduce;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.engine.ClassTargets;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;

/** Labels, checked. */
record Labels(MemorySegment segment, long at, long stride, long classes, OptionalLong ignored,
        Optional<Reals> weights) {
    static final long IGNORED = -1;

    static Labels of(ClassTargets targets, long classes) {
        View view = targets.labels();
        return new Labels(NativeSegments.cast(HostStorage.segment(view)), view.layout().offset(), view.layout()
                .stride(0), classes, targets.ignored(), targets.weights().map(weights -> Reals.of(weights, 0)));
    }

    /** The label of a row, or IGNORED. */
    long at(long row) {
        long label = segment.getAtIndex(JAVA_LONG, at + row * stride);
        if (ignored.isPresent() && label == ignored.getAsLong()) {
            return IGNORED;
        }
        if (label < 0 || label >= classes) {
            throw new IndexOutOfBoundsException("crossEntropy: label %d at [%d] lies outside [0, %d)".formatted(
                    label, row, classes));
        }
        return label;
    }

    double weight(long label) {
        return label == IGNORED ? 0 : weights.isEmpty() ? 1 : weights.get().get(label);
    }
}
