package dev.culebra.engine.cuda;

import dev.culebra.cuda.Grid;
import dev.culebra.cuda.KernelArguments;
import dev.culebra.cuda.KernelSource;
import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Expr;
import java.util.Locale;

/**
 * Reductions, as {@code [outer, n, inner]} over the middle axis. Where the reduced axes do not lie side by side, or the input has
 * gaps, few elements are read where they are, and many are first copied with those axes at the end.
 */
final class Reducer {
    private static final Expr ZERO = Expr.constant(0);
    private static final int THREADS = 256;
    /** Elements that one block, or one thread, reduces: what bounds the error of a sum. Depends on no one but the shape. */
    private static final long ROW_CHUNK = 4096;
    private static final long COLUMN_CHUNK = 128;

    private final Backend backend;
    private final Card card;
    private final Kernels kernels;
    private final WindowReducer windows;

    Reducer(Backend backend, Card card, Kernels kernels) {
        this.backend = backend;
        this.card = card;
        this.kernels = kernels;
        this.windows = new WindowReducer(card, kernels);
    }

    /** As {@link Backend#reduce}. */
    void reduce(Reduction reduction, View input, boolean[] axes, View output) {
        if (output.shape().elements() == 0) {
            return;
        }
        if (input.shape().elements() == 0) {
            backend.map(ZERO, new View[0], output);
        } else if (!output.layout().isContiguous()) {
            Scratch.use(backend, output.shape(), output.dtype(), scratch -> {
                reduce(reduction, input, axes, scratch);
                backend.copy(scratch, output);
            });
        } else if (input.layout().isContiguous() && isRun(axes)) {
            run(reduction, input, axes, output);
        } else if (WindowReducer.serves(reduction, input, axes, output)) {
            windows.reduce(reduction, input, axes, output);
        } else {
            Layout ordered = reducedLast(input.layout(), axes);
            Scratch.use(backend, ordered.shape(), input.dtype(), scratch -> {
                backend.copy(input.with(ordered), scratch);
                long count = input.shape().elements() / output.shape().elements();
                middle(reduction, scratch, output.shape().elements(), count, 1, output);
            });
        }
    }

    /** Whether the chosen axes lie side by side; none counts. */
    private static boolean isRun(boolean[] axes) {
        int starts = 0;
        for (int axis = 0; axis < axes.length; axis++) {
            starts += axes[axis] && (axis == 0 || !axes[axis - 1]) ? 1 : 0;
        }
        return starts <= 1;
    }

    private static Layout reducedLast(Layout layout, boolean[] axes) {
        int[] order = new int[axes.length];
        int at = 0;
        for (boolean reduced : new boolean[] {false, true}) {
            for (int axis = 0; axis < axes.length; axis++) {
                if (axes[axis] == reduced) {
                    order[at++] = axis;
                }
            }
        }
        return layout.permute(order);
    }

    private void run(Reduction reduction, View input, boolean[] axes, View output) {
        long outer = 1;
        long n = 1;
        long inner = 1;
        boolean passed = false;
        for (int axis = 0; axis < axes.length; axis++) {
            long size = input.shape().size(axis);
            passed |= axes[axis];
            n *= axes[axis] ? size : 1;
            outer *= !passed ? size : 1;
            inner *= passed && !axes[axis] ? size : 1;
        }
        middle(reduction, input, outer, n, inner, output);
    }

    /** The input as {@code [outer, n, inner]}, without gaps. */
    private void middle(Reduction reduction, View input, long outer, long n, long inner, View output) {
        long length = inner == 1 ? ROW_CHUNK : COLUMN_CHUNK;
        long chunks = reduction.yieldsIndex() ? 1 : Math.ceilDiv(n, length);
        if (chunks == 1) {
            launch(reduction, input, outer, n, inner, n, 1, output);
        } else {
            Scratch.use(backend, Shape.of(outer, chunks, inner), output.dtype(), partial -> {
                launch(reduction, input, outer, n, inner, length, chunks, partial);
                middle(reduction, partial, outer, chunks, inner, output);
            });
        }
    }

    private void launch(Reduction reduction, View input, long outer, long n, long inner, long length, long chunks,
            View output) {
        long stream = card.stream();
        KernelArguments arguments = KernelArguments.start().address(CudaStorage.read(input, card))
                .address(CudaStorage.address(output, stream, card));
        boolean rows = inner == 1;
        if (!rows) {
            arguments.int64(outer);
        }
        arguments.int64(n);
        if (!rows) {
            arguments.int64(inner);
        }
        if (!reduction.yieldsIndex()) {
            arguments.int64(length).int64(chunks);
        }
        String name = "culebra_%s_%s_%s".formatted(reduction.name().toLowerCase(Locale.ROOT), rows ? "rows" : "columns",
                type(input.dtype()));
        Grid grid = rows
                ? Grid.of(Math.toIntExact(outer * chunks), THREADS)
                : Grid.linear(outer * chunks * inner, THREADS);
        card.launch(kernels.shipped(KernelSource.REDUCE, name), grid, arguments);
    }

    private static String type(DType dtype) {
        return switch (dtype) {
            case F32 -> "f32";
            case F64 -> "f64";
            case I32 -> "i32";
            case I64 -> "i64";
            case U8 -> "u8";
            case BOOL -> "u8";
        };
    }
}
