package dev.culebra.engine.cpu.conv;

import dev.culebra.engine.Layout;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.HostStorage;
import java.lang.foreign.MemorySegment;

/** Where images {@code [n, channels, height, width]} lie, in elements of a segment. */
record Images(MemorySegment segment, long offset, long imageStride, long channelStride, long rowStride,
        long columnStride, int channels, int height, int width) {
    static Images of(View view) {
        Layout layout = view.layout();
        return new Images(HostStorage.segment(view), layout.offset(), layout.stride(0), layout.stride(1), layout.stride(
                2), layout.stride(3), Math.toIntExact(view.shape().size(1)), Math.toIntExact(view.shape().size(2)),
                Math.toIntExact(view.shape().size(3)));
    }

    /** Where a channel of an image begins. */
    long channel(long image, int channel) {
        return offset + image * imageStride + channel * channelStride;
    }
}
