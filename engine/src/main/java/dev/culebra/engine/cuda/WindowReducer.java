package dev.culebra.engine.cuda;

import dev.culebra.cuda.Grid;
import dev.culebra.cuda.KernelArguments;
import dev.culebra.cuda.KernelSource;
import dev.culebra.engine.DType;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.Nest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;

/**
 * Reductions of few elements a result that do not lie side by side, a thread a result. They are read where they are: with a copy
 * first, overlapping windows would be written and read again as often as they overlap.
 */
final class WindowReducer {
    /** Elements of a result: what bounds the error of a sum, which one thread takes. */
    private static final long MOST = 128;
    private static final int KEPT = 4;
    private static final int REDUCED = 3;
    private static final int THREADS = 256;

    private final Card card;
    private final Kernels kernels;

    WindowReducer(Card card, Kernels kernels) {
        this.card = card;
        this.kernels = kernels;
    }

    /** Whether a reduction is of the kind that is served here; its output is contiguous, and neither it nor the input empty. */
    static boolean serves(Reduction reduction, View input, boolean[] axes, View output) {
        return input.dtype().isFloating() && !reduction.yieldsIndex() && output.shape().elements() <= Integer.MAX_VALUE
                && input.shape().elements() / output.shape().elements() <= MOST && kept(input, axes, output)
                        .rank() <= KEPT
                && reduced(input, axes).rank() <= REDUCED;
    }

    private static Nest kept(View input, boolean[] axes, View output) {
        boolean[] others = new boolean[axes.length];
        for (int axis = 0; axis < axes.length; axis++) {
            others[axis] = !axes[axis];
        }
        return Nest.of(others, output.layout(), input.layout());
    }

    private static Nest reduced(View input, boolean[] axes) {
        return Nest.of(axes, input.layout());
    }

    void reduce(Reduction reduction, View input, boolean[] axes, View output) {
        long stream = card.stream();
        long results = output.shape().elements();
        KernelArguments arguments = KernelArguments.start().address(CudaStorage.read(input, card)).address(
                CudaStorage.address(output, stream, card)).int64(results);
        try (Arena arena = Arena.ofConfined()) {
            arguments.struct(loops(arena, kept(input, axes, output), 1, KEPT));
            arguments.struct(loops(arena, reduced(input, axes), 0, REDUCED));
        }
        String name = "culebra_%s_windows_%s".formatted(reduction.name().toLowerCase(Locale.ROOT), input
                .dtype() == DType.F32 ? "f32" : "f64");
        card.launch(kernels.shipped(KernelSource.WINDOWS, name), Grid.linear(results, THREADS), arguments);
    }

    /** Sizes, then strides in elements, outermost first; loops that are not there run once. */
    private static MemorySegment loops(Arena arena, Nest nest, int operand, int count) {
        MemorySegment loops = arena.allocate(2L * count * Long.BYTES, Long.BYTES);
        for (int i = 0; i < count; i++) {
            int axis = i - (count - nest.rank());
            loops.setAtIndex(ValueLayout.JAVA_LONG, i, axis < 0 ? 1 : nest.size(axis));
            loops.setAtIndex(ValueLayout.JAVA_LONG, count + i, axis < 0 ? 0 : nest.stride(operand, axis));
        }
        return loops;
    }
}
