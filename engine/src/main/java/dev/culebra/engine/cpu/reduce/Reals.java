package dev.culebra.engine.cpu.reduce;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.DType;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;

/** Numbers of a floating type, by their place along one axis. */
record Reals(MemorySegment segment, long at, long stride, boolean isSingle) {
    static Reals of(View view, int axis) {
        return new Reals(NativeSegments.cast(HostStorage.segment(view)), view.layout().offset(),
                view.layout().stride(
                        axis),
                view.dtype() == DType.F32);
    }

    double get(long i) {
        return isSingle
                ? segment.getAtIndex(JAVA_FLOAT, at + i * stride)
                : segment.getAtIndex(JAVA_DOUBLE, at + i * stride);
    }

    void set(long i, double value) {
        if (isSingle) {
            segment.setAtIndex(JAVA_FLOAT, at + i * stride, (float) value);
        } else {
            segment.setAtIndex(JAVA_DOUBLE, at + i * stride, value);
        }
    }
}
