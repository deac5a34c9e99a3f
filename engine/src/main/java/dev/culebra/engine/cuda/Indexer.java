package dev.culebra.engine.cuda;

import dev.culebra.cuda.Grid;
import dev.culebra.cuda.KernelArguments;
import dev.culebra.cuda.KernelSource;
import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import java.util.function.Consumer;

/**
 * Gather and scatterAdd on {@code [outer, n, inner]}. Indices are checked by the kernels that use them; what they find
 * is in {@link Faults}.
 */
final class Indexer {
    private static final int THREADS = 256;
    private static final long BLOCKS = 1 << 16;

    private final Backend backend;
    private final Card card;
    private final Kernels kernels;

    Indexer(Backend backend, Card card, Kernels kernels) {
        this.backend = backend;
        this.card = card;
        this.kernels = kernels;
    }

    /** As {@link Backend#gather}. */
    void gather(View source, View index, int axis, View output) {
        if (output.shape().elements() != 0) {
            IndexedAxis at = IndexedAxis.of("gather", index.shape(), axis, source.shape().size(axis));
            String name = "culebra_gather_" + source.dtype().bytes() * Byte.SIZE;
            walkable(index, axis, walked -> {
                Scratch.contiguous(backend, source,
                        from -> Scratch.into(backend, output, to -> {
                            long stream = card.stream();
                            launch(name, CudaStorage.read(from, card), walked, CudaStorage.address(to, stream, card),
                                    at, output.shape().elements());
                        }));
            });
        }
    }

    /** As {@link Backend#scatterAdd}. */
    void scatterAdd(View source, View index, int axis, View output) {
        if (source.shape().elements() != 0) {
            IndexedAxis at = IndexedAxis.of("scatterAdd", index.shape(), axis, output.shape().size(axis));
            String name = "culebra_scatter_add_" + type(output.dtype());
            walkable(index, axis, walked -> {
                Scratch.contiguous(backend, source, from -> Scratch.contiguous(backend, output, to -> {
                    long stream = card.stream();
                    launch(name, CudaStorage.address(to, stream, card), walked, CudaStorage.read(from, card), at, at
                            .outer() * at.inner());
                    if (to != output) {
                        backend.copy(to, output);
                    }
                }));
            });
        }
    }

    /** An index, or a copy of it, whose position follows from the three axes. */
    private void walkable(View index, int axis, Consumer<View> use) {
        boolean repeated = true;
        for (int other = 0; other < index.shape().rank(); other++) {
            repeated &= other == axis || index.shape().size(other) == 1 || index.layout().stride(other) == 0;
        }
        if (repeated) {
            use.accept(index);
        } else {
            Scratch.contiguous(backend, index, use);
        }
    }

    private void launch(String name, long table, View index, long rows, IndexedAxis at, long threads) {
        KernelArguments arguments = KernelArguments.start().address(table).address(CudaStorage.read(index, card))
                .address(rows).int64(at.outer()).int64(at.n()).int64(at.m()).int64(at.inner());
        strides(arguments, at, index.layout());
        card.current().faults().addTo(arguments, at);
        card.launch(kernels.shipped(KernelSource.INDEX, name), grid(threads), arguments);
    }

    private static void strides(KernelArguments arguments, IndexedAxis at, Layout index) {
        boolean whole = index.isContiguous();
        arguments.int64(whole ? at.m() * at.inner() : 0).int64(whole ? at.inner() : index.stride(at.axis())).int64(whole
                ? 1
                : 0);
    }

    private static Grid grid(long threads) {
        return Grid.of((int) Math.min(BLOCKS, Math.ceilDiv(threads, THREADS)), THREADS);
    }

    private static String type(DType dtype) {
        return switch (dtype) {
            case F32 -> "f32";
            case F64 -> "f64";
            case I32 -> "i32";
            case I64 -> "i64";
            case U8 -> throw new IllegalArgumentException("scatterAdd: no U8");
            case BOOL -> throw new IllegalArgumentException("scatterAdd: no BOOL");
        };
    }
}
