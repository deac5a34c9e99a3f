package dev.culebra.engine.cpu.conv;

import dev.culebra.engine.Layout;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.HostStorage;
import java.lang.foreign.MemorySegment;

/**
 * The numbers that a convolution multiplies by, from the side of what it computes.
 *
 * @param groupStride in the weight, in elements, as all strides
 * @param filterStride from what is computed for one channel of the result to the next
 * @param channelStride from one channel that is summed over to the next
 * @param groups how many there are
 * @param count filters of a group
 * @param channels that are summed over, of a group
 */
record Filters(MemorySegment segment, long offset, long groupStride, long filterStride, long channelStride,
        long rowStride, long columnStride, int groups, int count, int channels) {
    /** Of a convolution of so many groups. */
    static Filters forward(View weight, int groups) {
        return of(weight, groups, 0, 1);
    }

    /** Of its gradient with respect to the input. */
    static Filters backward(View weight, int groups) {
        return of(weight, groups, 1, 0);
    }

    private static Filters of(View weight, int groups, int filterAxis, int channelAxis) {
        Layout layout = weight.layout();
        int perGroup = (int) (layout.shape().size(0) / groups);
        int other = (int) layout.shape().size(1);
        return new Filters(HostStorage.segment(weight), layout.offset(), layout.stride(0) * perGroup, layout.stride(
                filterAxis), layout.stride(channelAxis), layout.stride(2), layout.stride(3), groups,
                filterAxis == 0
                        ? perGroup
                        : other,
                filterAxis == 0 ? other : perGroup);
    }

    /** How many tiles the filters of a group make. */
    int tiles() {
        return Math.ceilDiv(count, SweepKernel.FILTERS);
    }

    /** Room of a tile in which so many numbers are summed. */
    static int tileSize(int depth) {
        return (1 + depth) * SweepKernel.FILTERS;
    }

    /** Packs a tile for {@link SweepKernel#sweep}, zeros where it has no filter. */
    <P> void pack(SweepKernel<P> kernel, int group, int tile, Places vertical, Places horizontal, Bias bias, P target,
            int at) {
        int depth = channels * vertical.places().length * horizontal.places().length;
        kernel.clear(target, at, at + tileSize(depth));
        int first = tile * SweepKernel.FILTERS;
        for (int i = 0; i < Math.min(SweepKernel.FILTERS, count - first); i++) {
            if (bias.isThere()) {
                kernel.copy(bias.segment(), bias.at(group * count + first + i), target, at + i);
            }
            pack(kernel, offset + group * groupStride + (first + i) * filterStride, vertical, horizontal, target, at
                    + SweepKernel.FILTERS + i);
        }
    }

    private <P> void pack(SweepKernel<P> kernel, long filter, Places vertical, Places horizontal, P target, int at) {
        int to = at;
        for (int channel = 0; channel < channels; channel++) {
            for (int i : vertical.places()) {
                long row = filter + channel * channelStride + i * rowStride;
                for (int j : horizontal.places()) {
                    kernel.copy(segment, row + j * columnStride, target, to);
                    to += SweepKernel.FILTERS;
                }
            }
        }
    }
}
