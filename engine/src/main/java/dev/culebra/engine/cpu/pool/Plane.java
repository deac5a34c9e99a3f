package dev.culebra.engine.cpu.pool;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;

/** The last two axes of a view, wherever in its storage they begin. Numbers are double, which holds those of F32 exactly. */
record Plane(MemorySegment segment, boolean isFloat, long rowStride, long columnStride, int height, int width) {
    static Plane of(View view) {
        Layout layout = view.layout();
        int rank = layout.shape().rank();
        return new Plane(HostStorage.segment(view), view.dtype() == DType.F32, layout.stride(rank - 2), layout.stride(
                rank - 1), Math.toIntExact(layout.shape().size(-2)), Math.toIntExact(layout.shape().size(-1)));
    }

    /** Whether rows lie side by side. */
    boolean isDense() {
        return (columnStride == 1 || width == 1) && (rowStride == width || height == 1);
    }

    double get(long at, int row, int column) {
        long index = at + row * rowStride + column * columnStride;
        return isFloat
                ? NativeSegments.cast(segment).getAtIndex(JAVA_FLOAT, index)
                : NativeSegments.cast(segment).getAtIndex(JAVA_DOUBLE, index);
    }

    void set(long at, int row, int column, double value) {
        long index = at + row * rowStride + column * columnStride;
        if (isFloat) {
            NativeSegments.cast(segment).setAtIndex(JAVA_FLOAT, index, (float) value);
        } else {
            NativeSegments.cast(segment).setAtIndex(JAVA_DOUBLE, index, value);
        }
    }
}
