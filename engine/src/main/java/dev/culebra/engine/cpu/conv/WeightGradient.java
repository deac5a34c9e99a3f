package dev.culebra.engine.cpu.conv;

import dev.culebra.engine.View;
import dev.culebra.engine.Window;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.conv.Buffers.Buffer;
import java.lang.foreign.MemorySegment;

/**
 * The gradient of a convolution with respect to its weight: sums over images and positions of products of an upstream row with the
 * rows of the planes that it was computed from. What lies between the rows of the upstream gradient is 0. Sums are vectors until
 * all images are through; several parts of the images are summed apart, how many of them is a matter of the shapes alone.
 */
final class WeightGradient<P> {
    private static final int TILE = SweepKernel.ROWS * SweepKernel.PLACES;
    /** Of the second-level cache, for images; and for sums. */
    private static final int RESIDENT_BYTES = 400 << 10;
    private static final int SUMS_BYTES = 1 << 20;
    private static final int MOST_RESIDENT = 8;
    private static final int PARTS = 8;
    private static final long PARALLEL_PRODUCTS = 1 << 20;

    private final SweepKernel<P> kernel;
    private final CpuThreads threads;
    private final Buffers<P> buffers;
    private final Images input;
    private final Images upstream;
    private final MemorySegment out;
    private final long outOffset;
    private final int groups;
    private final int filters;
    private final int channels;
    private final Planes planes;
    private final Planes rows;
    private final int bands;
    private final int units;
    private final int placeTiles;
    private final int block;
    private final int blocks;
    private final int parts;

    /**
     * @param gradient contiguous
     */
    WeightGradient(SweepKernel<P> kernel, CpuThreads threads, Buffers<P> buffers, View input, View upstream,
            Window window, View gradient) {
        this.kernel = kernel;
        this.threads = threads;
        this.buffers = buffers;
        this.input = Images.of(input);
        this.upstream = Images.of(upstream);
        this.out = HostStorage.segment(gradient);
        this.outOffset = gradient.layout().offset();
        this.channels = Math.toIntExact(gradient.shape().size(1));
        this.groups = this.input.channels() / channels;
        this.filters = Math.toIntExact(gradient.shape().size(0)) / groups;
        Places vertical = Places.forward(window.height(), this.upstream.height());
        Places horizontal = Places.forward(window.width(), this.upstream.width());
        int band = Sweep.band(vertical, horizontal, channels);
        int width = Planes.width(horizontal);
        this.planes = new Planes(kernel, vertical, horizontal, channels, width, band, SweepKernel.PLACES);
        this.bands = Math.ceilDiv(vertical.results(), band);
        this.units = Math.multiplyExact(Math.toIntExact(input.shape().size(0)), bands);
        this.placeTiles = planes.offsets().length / SweepKernel.PLACES;
        int most = SUMS_BYTES / kernel.lanes() / Float.BYTES / TILE / placeTiles;
        int tiles = Math.ceilDiv(filters, SweepKernel.ROWS);
        this.block = Math.ceilDiv(tiles, Math.ceilDiv(tiles, Math.max(1, most)));
        this.blocks = Math.ceilDiv(tiles, block);
        this.parts = Math.clamp(PARTS / (groups * blocks), 1, units);
        this.rows = new Planes(kernel, Places.identity(vertical.results()), Places.identity(horizontal.results()),
                block * SweepKernel.ROWS, width, band, 1);
    }

    private int sumsSize() {
        return block * placeTiles * TILE * kernel.lanes();
    }

    void run() {
        long products = (long) units * planes.band() * upstream.width() * groups * filters * planes.depth();
        int tasks = groups * blocks * parts;
        try (Buffer<P> sums = buffers.borrow(parts == 1 ? 0 : tasks * sumsSize())) {
            P all = sums.array();
            if (products < PARALLEL_PRODUCTS) {
                for (int task = 0; task < tasks; task++) {
                    part(task, all);
                }
            } else {
                threads.forEach(tasks, task -> part(task, all));
            }
            if (parts > 1) {
                for (int each = 0; each < groups * blocks; each++) {
                    total(each, all, each * parts * sumsSize());
                }
            }
        }
    }

    /** So many images together that what is loaded for one sum after the other stays near. */
    private int resident() {
        long bytes = (long) (planes.size() + rows.size()) * Float.BYTES;
        return Math.clamp(RESIDENT_BYTES / bytes, 1, MOST_RESIDENT);
    }

    private void part(int task, P all) {
        int each = task / parts;
        int part = task % parts;
        int unitSize = planes.size() + rows.size();
        int resident = resident();
        int local = resident * unitSize;
        try (Buffer<P> buffer = buffers.borrow(local + (parts == 1 ? sumsSize() : 0))) {
            P array = buffer.array();
            P sums = parts == 1 ? array : all;
            int sumsAt = parts == 1 ? local : task * sumsSize();
            kernel.clear(sums, sumsAt, sumsAt + sumsSize());
            int end = (int) ((long) units * (part + 1) / parts);
            for (int unit = (int) ((long) units * part / parts); unit < end; unit += resident) {
                int count = Math.min(resident, end - unit);
                for (int i = 0; i < count; i++) {
                    fill(each, unit + i, array, i * unitSize);
                }
                correlate(each, count, unitSize, array, sums, sumsAt);
            }
            if (parts == 1) {
                total(each, sums, sumsAt);
            }
        }
    }

    private int firstFilter(int each) {
        return each % blocks * block * SweepKernel.ROWS;
    }

    private int filtersOf(int each) {
        return Math.min(block * SweepKernel.ROWS, filters - firstFilter(each));
    }

    private void fill(int each, int unit, P array, int at) {
        int group = each / blocks;
        int row = unit % bands * planes.band();
        planes.fill(kernel, input, unit / bands, group * channels, row, array, at);
        rows.fill(kernel, upstream, unit / bands, group * filters + firstFilter(each), filtersOf(each), row, array, at
                + planes.size());
    }

    private void correlate(int each, int count, int unitSize, P array, P sums, int sumsAt) {
        int vectors = planes.vectors(planes.band());
        for (int filter = 0; filter < filtersOf(each); filter += SweepKernel.ROWS) {
            int to = sumsAt + filter / SweepKernel.ROWS * placeTiles * TILE * kernel.lanes();
            for (int tile = 0; tile < placeTiles; tile++) {
                kernel.correlate(count, vectors, array, planes.size() + filter * rows.planeSize(), rows.planeSize(),
                        unitSize, array, 0, unitSize, planes.offsets(), tile * SweepKernel.PLACES, sums, to + tile
                                * TILE * kernel.lanes());
            }
        }
    }

    private void total(int each, P sums, int at) {
        int depth = planes.depth();
        long first = (long) each / blocks * filters + firstFilter(each);
        for (int filter = 0; filter < filtersOf(each); filter++) {
            for (int place = 0; place < depth; place += SweepKernel.PLACES) {
                int tile = filter / SweepKernel.ROWS * placeTiles + place / SweepKernel.PLACES;
                int vector = tile * TILE + filter % SweepKernel.ROWS * SweepKernel.PLACES;
                kernel.total(sums, at + vector * kernel.lanes(), Math.min(SweepKernel.PLACES, depth - place), parts,
                        sumsSize(), out, outOffset + (first + filter) * depth + place);
            }
        }
    }
}
