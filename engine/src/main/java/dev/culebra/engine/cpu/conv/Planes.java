package dev.culebra.engine.cpu.conv;

/**
 * A band of an image, arranged for sums over windows: for each channel and each pair of images of {@link Places}, a plane of rows
 * {@link #width} long, with zeros where the image has no element.
 */
final class Planes {
    private final SweepKernel<?> kernel;
    private final Places vertical;
    private final Places horizontal;
    private final int channels;
    private final int band;
    private final int width;
    private final int planeSize;
    private final int[] offsets;

    /**
     * @param band how many rows of results the planes serve at a time
     * @param multiple how many places are looked at together: the offsets are filled up with the last one
     */
    Planes(SweepKernel<?> kernel, Places vertical, Places horizontal, int channels, int width, int band, int multiple) {
        this.kernel = kernel;
        this.vertical = vertical;
        this.horizontal = horizontal;
        this.channels = channels;
        this.band = band;
        this.width = width;
        int reach = vertical.reach() * width + horizontal.reach();
        this.planeSize = Math.max(reach + vectors(band) * kernel.lanes(), (band + vertical.reach()) * width) + kernel
                .lanes();
        this.offsets = offsets(multiple);
    }

    /** How many elements a row of planes has for these places, the results' own positions included. */
    static int width(Places horizontal) {
        return horizontal.results() + horizontal.reach();
    }

    private int[] offsets(int multiple) {
        int depth = depth();
        int[] all = new int[Math.ceilDiv(depth, multiple) * multiple];
        int at = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < vertical.places().length; i++) {
                for (int j = 0; j < horizontal.places().length; j++) {
                    int plane = (channel * vertical.bases().length + vertical.images()[i]) * horizontal.bases().length
                            + horizontal.images()[j];
                    all[at++] = plane * planeSize + vertical.shifts()[i] * width + horizontal.shifts()[j];
                }
            }
        }
        for (; at < all.length; at++) {
            all[at] = all[depth - 1];
        }
        return all;
    }

    /** Elements that go into one sum. */
    int depth() {
        return channels * vertical.places().length * horizontal.places().length;
    }

    /** For each element of a sum where, after the first element of the planes, the one for position 0 is. */
    int[] offsets() {
        return offsets;
    }

    /** Distance between rows. */
    int width() {
        return width;
    }

    /** Rows of results at a time. */
    int band() {
        return band;
    }

    /** Vectors that hold the positions of so many rows of results. */
    int vectors(int rows) {
        return Math.ceilDiv((rows - 1) * width + horizontal.results(), kernel.lanes());
    }

    /** Room that all planes need. */
    int size() {
        return channels * vertical.bases().length * horizontal.bases().length * planeSize;
    }

    /** Distance between planes, each a channel where there is one image only. */
    int planeSize() {
        return planeSize;
    }

    /** Fills planes for the rows of results from {@code row} on. */
    <P> void fill(SweepKernel<P> loops, Images source, long image, int firstChannel, int row, P target, int at) {
        fill(loops, source, image, firstChannel, channels, row, target, at);
    }

    /** As {@link #fill}, of the first channels only. */
    <P> void fill(SweepKernel<P> loops, Images source, long image, int firstChannel, int count, int row, P target,
            int at) {
        int plane = at;
        for (int channel = 0; channel < count; channel++) {
            long from = source.channel(image, firstChannel + channel);
            for (int top : vertical.bases()) {
                for (int left : horizontal.bases()) {
                    plane(loops, source, from, top + row * vertical.step(), left, target, plane);
                    plane += planeSize;
                }
            }
        }
    }

    private <P> void plane(SweepKernel<P> loops, Images source, long from, int top, int left, P target, int plane) {
        int step = horizontal.step();
        int first = Math.clamp(Math.ceilDiv(-left, step), 0, width);
        int last = Math.clamp(Math.ceilDiv(source.width() - left, step), first, width);
        int rows = band + vertical.reach();
        int firstRow = Math.clamp(Math.ceilDiv(-top, vertical.step()), 0, rows);
        int lastRow = Math.clamp(Math.ceilDiv(source.height() - top, vertical.step()), firstRow, rows);
        loops.clear(target, plane, plane + firstRow * width);
        long index = from + (top + firstRow * vertical.step()) * source.rowStride() + (left + first * step) * source
                .columnStride();
        // What this writes beyond its last row is overwritten by what follows.
        loops.fill(source.segment(), index, vertical.step() * source.rowStride(), step * source.columnStride(), lastRow
                - firstRow, first, last, target, plane + firstRow * width, width);
        loops.clear(target, plane + lastRow * width, plane + planeSize);
    }
}
