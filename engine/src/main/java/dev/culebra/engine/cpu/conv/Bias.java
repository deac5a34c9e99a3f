package dev.culebra.engine.cpu.conv;

import dev.culebra.engine.View;
import dev.culebra.engine.cpu.HostStorage;
import java.lang.foreign.MemorySegment;

/** A number for each output channel, or none. */
record Bias(MemorySegment segment, long offset, long stride, boolean isThere) {
    static final Bias NONE = new Bias(MemorySegment.NULL, 0, 0, false);

    /** What repeats an element a channel over {@code [n, channels, h, w]}. */
    static Bias of(View view) {
        return new Bias(HostStorage.segment(view), view.layout().offset(), view.layout().stride(1), true);
    }

    /** Whether a view is one. */
    static boolean isBias(View view) {
        boolean repeats = true;
        for (int axis : new int[] {0, 2, 3}) {
            repeats &= view.layout().stride(axis) == 0 || view.shape().size(axis) == 1;
        }
        return repeats;
    }

    long at(int channel) {
        return offset + channel * stride;
    }
}
