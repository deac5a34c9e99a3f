package dev.culebra.engine.cuda;

import dev.culebra.cuda.Grid;
import dev.culebra.cuda.KernelArguments;
import dev.culebra.cuda.KernelSource;
import dev.culebra.engine.DType;
import dev.culebra.engine.View;

/** Launches kernels whose blocks take a group, a chunk of one, or a chunk of 32 columns. */
final class GroupKernels {
    private static final int THREADS = 256;
    private static final int COLUMNS = 32;

    private final Card card;
    private final Kernels kernels;

    GroupKernels(Card card, Kernels kernels) {
        this.card = card;
        this.kernels = kernels;
    }

    /** Arguments that begin with what is read. */
    KernelArguments arguments(View... inputs) {
        return read(KernelArguments.start(), inputs);
    }

    /** Adds what is read. */
    KernelArguments read(KernelArguments arguments, View... inputs) {
        for (View input : inputs) {
            arguments.address(CudaStorage.read(input, card));
        }
        return arguments;
    }

    /** Adds what is written. */
    KernelArguments add(KernelArguments arguments, View... views) {
        long stream = card.stream();
        for (View view : views) {
            arguments.address(CudaStorage.address(view, stream, card));
        }
        return arguments;
    }

    /** A block a group. */
    void groups(KernelSource source, String name, View like, long groups, long elements, KernelArguments arguments) {
        launch(source, name, like, groups, RowKernels.threads(elements), arguments);
    }

    /** A block for each chunk of each group, or of 32 groups where these are columns. */
    void chunks(KernelSource source, String name, View like, Grouping groups, KernelArguments arguments) {
        if (groups.isColumns()) {
            columns(source, name, like, groups.groups(), groups.chunks(), arguments);
        } else {
            launch(source, name, like, groups.groups() * groups.chunks(), RowKernels.threads(Math.min(groups.count(),
                    groups.length())), arguments);
        }
    }

    /** A block for each chunk of 32 columns. */
    void columns(KernelSource source, String name, View like, long columns, long chunks, KernelArguments arguments) {
        launch(source, name + "columns_", like, Math.ceilDiv(columns, COLUMNS) * chunks, THREADS, arguments);
    }

    private void launch(KernelSource source, String name, View like, long blocks, int threads,
            KernelArguments arguments) {
        long function = kernels.shipped(source, name + (like.dtype() == DType.F32 ? "f32" : "f64"));
        card.launch(function, Grid.of(Math.toIntExact(blocks), threads), arguments);
    }
}
