package dev.culebra.engine.cpu.conv;

import dev.culebra.engine.View;
import dev.culebra.engine.Window;
import dev.culebra.engine.cpu.CpuThreads;
import java.util.Optional;

/**
 * Convolutions of one element type.
 *
 * <p>An element of a result is summed up in one order, whatever the number of threads; its error is within
 * {@code γ(k) · Σ|input||weight|} for the {@code k} products that it is the sum of (Higham, <em>Accuracy and Stability of Numerical
 * Algorithms</em>, section 3.1). No memory is allocated that grows with the number of images, beyond buffers that are kept for
 * later convolutions.
 *
 * @param <P> the array type of the loops
 */
public final class Convolver<P> {
    private static final long MOST_ELEMENTS = 1 << 26;

    private final SweepKernel<P> kernel;
    private final CpuThreads threads;
    private final Buffers<P> buffers;

    /** Convolutions by {@code kernel} on {@code threads}. */
    public Convolver(SweepKernel<P> kernel, CpuThreads threads) {
        this.kernel = kernel;
        this.threads = threads;
        this.buffers = new Buffers<>(kernel, 3 * threads.count() + 3);
    }

    /**
     * Whether a convolution is of a size that is served here.
     *
     * @param images {@code [n, channels, h, w]}
     * @param weight {@code [out, channels / groups, height, width]}
     * @param output {@code [n, out, rows, columns]}
     */
    public static boolean serves(View images, View weight, View output, Window window) {
        long width = Math.max(images.shape().size(3) + 2 * window.width().padding(), output.shape().size(3)) + window
                .width().reach();
        long row = width * window.height().reach() * Math.max(images.shape().size(1), output.shape().size(1));
        return images.shape().elements() > 0 && weight.shape().elements() > 0 && output.shape().elements() > 0
                && weight.shape().elements() < MOST_ELEMENTS && row < MOST_ELEMENTS
                && images.shape().size(0) < MOST_ELEMENTS / images.shape().size(1);
    }

    /** Whether a view is one number for each channel, as {@link #convolve} adds. */
    public static boolean isBias(View view) {
        return Bias.isBias(view);
    }

    /**
     * Overwrites the output.
     *
     * @param bias of the output's shape, repeating a number for each channel
     */
    public void convolve(View input, View weight, Optional<View> bias, Window window, View output) {
        Filters filters = Filters.forward(weight, groups(input, weight));
        Images out = Images.of(output);
        new Sweep<>(kernel, threads, buffers, Images.of(input), out, filters, Places.forward(window.height(), out
                .height()), Places.forward(window.width(), out.width()), Math.toIntExact(input.shape().size(0)))
                .run(bias.map(Bias::of).orElse(Bias.NONE));
    }

    /** Overwrites the gradient, one remainder of the strides after the other. */
    public void inputGradient(View upstream, View weight, Window window, View gradient) {
        Filters filters = Filters.backward(weight, groups(gradient, weight));
        Images out = Images.of(gradient);
        for (int i = 0; i < window.height().stride(); i++) {
            Places vertical = Places.backward(window.height(), i, out.height());
            for (int j = 0; j < window.width().stride(); j++) {
                Places horizontal = Places.backward(window.width(), j, out.width());
                if (vertical.results() > 0 && horizontal.results() > 0) {
                    new Sweep<>(kernel, threads, buffers, Images.of(upstream), out, filters, vertical, horizontal, Math
                            .toIntExact(upstream.shape().size(0))).run(Bias.NONE);
                }
            }
        }
    }

    /**
     * Overwrites the gradient.
     *
     * @param gradient contiguous
     */
    public void weightGradient(View input, View upstream, Window window, View gradient) {
        new WeightGradient<>(kernel, threads, buffers, input, upstream, window, gradient).run();
    }

    private static int groups(View images, View weight) {
        return Math.toIntExact(images.shape().size(1) / weight.shape().size(1));
    }
}
