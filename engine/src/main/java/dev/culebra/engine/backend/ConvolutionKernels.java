package dev.culebra.engine.backend;

import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.Window;
import java.util.List;

/**
 * Convolution in terms of the verbs: with the windows of a group as the columns of X, {@code [channels·height·width,
 * rows·columns]}, and its filters as the rows of W, it is {@code Y = W·X}. So {@code dW = dY·Xᵀ}, with images and positions
 * together as the inner dimension, and {@code dX = Wᵀ·dY}, each column of which is added back to the window it was taken from.
 */
final class ConvolutionKernels {
    private final Backend backend;
    private final Temporaries memory;
    private final PaddedImages images;
    private final Window window;
    private final long n;
    private final long channels;
    private final long groups;
    private final long out;
    private final long rows;
    private final long columns;

    /**
     * @param input {@code [n, channels, h, w]}
     * @param weight {@code [out, channels / groups, height, width]}
     * @param output {@code [n, out, rows, columns]}
     */
    private ConvolutionKernels(Backend backend, Temporaries memory, Window window, Shape input, Shape weight,
            Shape output) {
        this.backend = backend;
        this.memory = memory;
        this.images = new PaddedImages(backend, memory, window);
        this.window = window;
        this.n = input.size(0);
        this.channels = weight.size(1);
        this.groups = channels == 0 ? 1 : input.size(1) / channels;
        this.out = weight.size(0) / groups;
        this.rows = output.size(2);
        this.columns = output.size(3);
    }

    static void convolve(Backend backend, View input, View weight, Window window, View output, Epilogue epilogue) {
        try (Temporaries memory = new Temporaries(backend)) {
            var kernels = new ConvolutionKernels(backend, memory, window, input.shape(), weight.shape(), output
                    .shape());
            View result = output.layout().isContiguous() ? output : memory.take(output.shape(), output.dtype());
            kernels.convolve(input, weight, result, epilogue);
            if (result != output) {
                backend.copy(result, output);
            }
        }
    }

    static void inputGradient(Backend backend, View upstream, View weight, Window window, View inputGradient) {
        try (Temporaries memory = new Temporaries(backend)) {
            new ConvolutionKernels(backend, memory, window, inputGradient.shape(), weight.shape(), upstream.shape())
                    .inputGradient(upstream, weight, inputGradient);
        }
    }

    static void weightGradient(Backend backend, View input, View upstream, Window window, View weightGradient) {
        try (Temporaries memory = new Temporaries(backend)) {
            var kernels = new ConvolutionKernels(backend, memory, window, input.shape(), weightGradient.shape(),
                    upstream.shape());
            boolean direct = weightGradient.layout().isContiguous();
            View result = direct ? weightGradient : memory.take(weightGradient.shape(), weightGradient.dtype());
            kernels.weightGradient(input, upstream, result);
            if (!direct) {
                backend.copy(result, weightGradient);
            }
        }
    }

    /** Elements that go into one of the output. */
    private long inner() {
        return channels * window.elements();
    }

    private void convolve(View input, View weight, View output, Epilogue epilogue) {
        View windows = images.windows(input, 0);
        View columnsOfX = shaped(windows.with(windows.layout().permute(0, 1, 4, 5, 2, 3)), Shape.of(n, groups, inner(),
                rows * columns));
        Shape products = Shape.of(n, groups, out, rows * columns);
        List<View> operands = epilogue.operands().stream().map(operand -> shaped(operand, products)).toList();
        backend.matmul(filters(weight), columnsOfX, shaped(output, products), new Epilogue(epilogue.f(), operands));
    }

    private void inputGradient(View upstream, View weight, View inputGradient) {
        Shape products = Shape.of(n, groups, inner(), rows * columns);
        View columnsOfX = memory.take(products, upstream.dtype());
        View filters = filters(weight);
        backend.matmul(filters.with(filters.layout().permute(0, 1, 3, 2)), shaped(upstream, Shape.of(n, groups, out,
                rows * columns)), columnsOfX, Epilogue.NONE);
        View places = shaped(columnsOfX, Shape.of(n, groups * channels, window.height().size(), window.width().size(),
                rows, columns));
        images.fold(places.with(places.layout().permute(0, 1, 4, 5, 2, 3)), inputGradient);
    }

    private void weightGradient(View input, View upstream, View weightGradient) {
        View windows = images.windows(input, 0);
        View columnsOfX = shaped(windows.with(windows.layout().permute(1, 4, 5, 0, 2, 3)), Shape.of(groups, inner(),
                n * rows * columns));
        View dy = shaped(upstream.with(upstream.layout().permute(1, 0, 2, 3)), Shape.of(groups, out, n * rows
                * columns));
        backend.matmul(dy, columnsOfX.with(columnsOfX.layout().permute(0, 2, 1)), shaped(weightGradient, Shape.of(
                groups, out, inner())), Epilogue.NONE);
    }

    /** {@code [n, groups, out / groups, inner]}, the same for every image. */
    private View filters(View weight) {
        return repeated(shaped(weight, Shape.of(groups, out, inner())), Shape.of(n, groups, out, inner()));
    }

    private static View repeated(View view, Shape shape) {
        return view.with(view.layout().broadcastTo("conv2d", shape));
    }

    /** The same elements in this shape: a view where strides can express it, else a copy. */
    private View shaped(View view, Shape shape) {
        return view.layout().reshape(shape).map(view::with).orElseGet(() -> {
            View copy = memory.take(view.shape(), view.dtype());
            backend.copy(view, copy);
            return copy.with(Layout.contiguous(shape));
        });
    }
}
