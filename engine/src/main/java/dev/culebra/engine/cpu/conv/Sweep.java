package dev.culebra.engine.cpu.conv;

import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.conv.Buffers.Buffer;
import java.util.function.IntConsumer;

/** Filters slid over images: a band of rows of one image after the other, all filters of a group. */
final class Sweep<P> {
    /** Of the second-level cache. */
    private static final int BAND_BYTES = 384 << 10;
    private static final long PARALLEL_PRODUCTS = 1 << 20;
    private static final int PARALLEL_WEIGHTS = 1 << 15;
    /** So many tasks keep the threads of a usual machine busy. */
    static final int TASKS = 16;

    private final SweepKernel<P> kernel;
    private final CpuThreads threads;
    private final Buffers<P> buffers;
    private final Images source;
    private final Images target;
    private final Filters filters;
    private final Places vertical;
    private final Places horizontal;
    private final int n;
    private final Planes planes;
    private final int bands;
    private final int cuts;

    Sweep(SweepKernel<P> kernel, CpuThreads threads, Buffers<P> buffers, Images source, Images target, Filters filters,
            Places vertical, Places horizontal, int n) {
        this.kernel = kernel;
        this.threads = threads;
        this.buffers = buffers;
        this.source = source;
        this.target = target;
        this.filters = filters;
        this.vertical = vertical;
        this.horizontal = horizontal;
        this.n = n;
        int band = band(vertical, horizontal, filters.channels());
        this.planes = new Planes(kernel, vertical, horizontal, filters.channels(), Planes.width(horizontal), band, 1);
        this.bands = Math.ceilDiv(vertical.results(), band);
        this.cuts = Math.clamp(Math.ceilDiv(TASKS, (long) n * filters.groups() * bands), 1, filters.tiles());
    }

    /** Rows of results whose planes fit into the cache, in equal parts. */
    static int band(Places vertical, Places horizontal, int channels) {
        long rowBytes = (long) channels * vertical.bases().length * horizontal.bases().length * Planes.width(horizontal)
                * Float.BYTES;
        int rows = Math.clamp(BAND_BYTES / Math.max(1, rowBytes) - vertical.reach(), 1, vertical.results());
        return Math.ceilDiv(vertical.results(), Math.ceilDiv(vertical.results(), rows));
    }

    void run(Bias bias) {
        int depth = planes.depth();
        int tileSize = Filters.tileSize(depth);
        int allTiles = filters.groups() * filters.tiles();
        try (Buffer<P> weights = buffers.borrow(Math.multiplyExact(allTiles, tileSize))) {
            P packed = weights.array();
            forEach(allTiles, allTiles * tileSize >= PARALLEL_WEIGHTS, tile -> filters.pack(kernel, tile / filters
                    .tiles(), tile % filters.tiles(), vertical, horizontal, bias, packed, tile * tileSize));
            long products = (long) n * filters.groups() * filters.count() * depth * vertical.results() * horizontal
                    .results();
            forEach(Math.multiplyExact(n * filters.groups(), bands * cuts), products >= PARALLEL_PRODUCTS,
                    task -> part(task / cuts, task % cuts, packed));
        }
    }

    private void forEach(int tasks, boolean parallel, IntConsumer body) {
        if (parallel) {
            threads.forEach(tasks, body);
        } else {
            for (int task = 0; task < tasks; task++) {
                body.accept(task);
            }
        }
    }

    /** A band of one group of an image, and a part of the filters. */
    private void part(int bandOfAll, int cut, P packed) {
        int band = bandOfAll % bands;
        int group = bandOfAll / bands % filters.groups();
        long image = bandOfAll / bands / filters.groups();
        int row = band * planes.band();
        int rows = Math.min(planes.band(), vertical.results() - row);
        int results = planes.size();
        int pitch = planes.vectors(planes.band()) * kernel.lanes();
        int tileEnd = (int) ((long) filters.tiles() * (cut + 1) / cuts);
        try (Buffer<P> buffer = buffers.borrow(results + SweepKernel.FILTERS * pitch + kernel.lanes())) {
            P array = buffer.array();
            planes.fill(kernel, source, image, group * filters.channels(), row, array, 0);
            for (int tile = (int) ((long) filters.tiles() * cut / cuts); tile < tileEnd; tile++) {
                int count = Math.min(SweepKernel.FILTERS, filters.count() - tile * SweepKernel.FILTERS);
                kernel.sweep(count, planes.vectors(rows), planes.depth(), packed, (group * filters.tiles() + tile)
                        * Filters.tileSize(planes.depth()), array, planes.offsets(), 0, array, results, pitch);
                for (int i = 0; i < count; i++) {
                    int filter = tile * SweepKernel.FILTERS + i;
                    int later = Math.min(filters.count(), tileEnd * SweepKernel.FILTERS) - filter - 1;
                    store(array, results + i * pitch, image, group * filters.count() + filter, row, rows, later);
                }
            }
        }
    }

    /**
     * @param later how many channels this task writes after this one
     */
    private void store(P array, int at, long image, int channel, int row, int rows, int later) {
        long rowStep = vertical.resultStep() * target.rowStride();
        long index = target.channel(image, channel) + vertical.firstResult() * target.rowStride() + row * rowStep
                + horizontal.firstResult() * target.columnStride();
        long size = (long) rows * horizontal.results();
        boolean followed = bands == 1 && target.channelStride() == size && later * size >= kernel.lanes();
        kernel.store(array, at, planes.width(), rows, horizontal.results(), target.segment(), index, rowStep, horizontal
                .resultStep() * target.columnStride(), followed);
    }
}
