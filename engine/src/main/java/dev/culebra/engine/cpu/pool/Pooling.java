package dev.culebra.engine.cpu.pool;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.View;
import dev.culebra.engine.Window;
import dev.culebra.engine.cpu.Chunks;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.Nest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Pooling, as {@link dev.culebra.engine.backend.Backend#pool} says: image by image, so that every element is written by one
 * thread, in one order.
 */
public final class Pooling {
    private static final Window SQUARES = Window.of(2).stride(2);
    private static final long CHUNK_ELEMENTS = 1 << 14;

    private final CpuThreads threads;
    private final Optional<SquarePools> squares;

    /**
     * @param squares loops for windows of 2 by 2, where there are any
     */
    public Pooling(CpuThreads threads, Optional<SquarePools> squares) {
        this.threads = threads;
        this.squares = squares;
    }

    /** Overwrites the output. */
    public void pool(Reduction reduction, View input, Window window, View output) {
        if (output.shape().elements() == 0) {
            return;
        }
        Plane in = Plane.of(input);
        Plane out = Plane.of(output);
        Nest images = images(output, input);
        boolean fast = isFast(window, in, out, output) && reduction != Reduction.MIN;
        AnyPools plain = AnyPools.of(window);
        long size = (long) out.height() * out.width();
        forEach(images, (long) in.height() * in.width(), (at, from, to) -> {
            long end = at.position(0) + (to - from) * size;
            for (long image = from; image < to; image++, at.next()) {
                if (fast) {
                    squares.orElseThrow().reduce(reduction == Reduction.MAX, in.segment(), at.position(1), in.width(),
                            out.height(), out.segment(), at.position(0), end);
                } else {
                    plain.reduce(reduction, in, at.position(1), out, at.position(0));
                }
            }
        });
    }

    /** Overwrites the gradient. */
    public void maxGradient(View input, View output, View upstream, Window window, View inputGradient) {
        if (inputGradient.shape().elements() == 0) {
            return;
        }
        Plane in = Plane.of(input);
        Plane maxima = Plane.of(output);
        Plane above = Plane.of(upstream);
        Plane gradient = Plane.of(inputGradient);
        boolean fast = isFast(window, in, gradient, inputGradient) && maxima.isDense() && above.isDense();
        AnyPools plain = AnyPools.of(window);
        Nest images = images(inputGradient, input, output, upstream);
        long size = (long) in.height() * in.width();
        forEach(images, size, (at, from, to) -> {
            long end = at.position(0) + (to - from) * size;
            for (long image = from; image < to; image++, at.next()) {
                if (fast) {
                    squares.orElseThrow().spread(in.segment(), at.position(1), in.width(), maxima.height(), maxima
                            .segment(), at.position(2), above.segment(), at.position(3), gradient.segment(),
                            at
                                    .position(0),
                            end);
                    clearLast(gradient, at.position(0));
                } else {
                    plain.spread(in, at.position(1), maxima, at.position(2), above, at.position(3), gradient, at
                            .position(0));
                }
            }
        });
    }

    /** A row that belongs to no window. */
    private static void clearLast(Plane gradient, long at) {
        for (int column = 0; gradient.height() % 2 == 1 && column < gradient.width(); column++) {
            gradient.set(at, gradient.height() - 1, column, 0);
        }
    }

    private boolean isFast(Window window, Plane in, Plane out, View output) {
        return squares.isPresent() && window.equals(SQUARES) && output.dtype() == DType.F32 && in.isDense() && out
                .isDense() && output.layout().isContiguous();
    }

    /** Loops over all axes but the last two. */
    private static Nest images(View... views) {
        boolean[] axes = new boolean[views[0].shape().rank()];
        Arrays.fill(axes, 0, axes.length - 2, true);
        return Nest.of(axes, Arrays.stream(views).map(View::layout).toArray(Layout[]::new));
    }

    private interface Part {
        void run(Nest.Cursor at, long from, long to);
    }

    private void forEach(Nest images, long elements, Part part) {
        Chunks chunks = Chunks.of(images.positions(0), CHUNK_ELEMENTS / elements);
        threads.forEach(chunks.count(), chunk -> part.run(images.cursor(0).seek(chunks.from(chunk)), chunks.from(chunk),
                chunks.to(chunk)));
    }
}
