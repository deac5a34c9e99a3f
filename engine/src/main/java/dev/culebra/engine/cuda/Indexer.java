package dev.culebra.engine.cuda;

import dev.culebra.cuda.Grid;
import dev.culebra.cuda.KernelArguments;
import dev.culebra.cuda.KernelSource;
import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/**
 * Gather and scatterAdd on {@code [outer, n, inner]}. Indices are checked first, which waits for the card: an index outside is
 * the caller's error and is reported by the call that makes it.
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
                check(at, walked);
                Scratch.contiguous(backend, source, from -> into(output, to -> launch(name, from, walked, to, at,
                        output.shape().elements())));
            });
        }
    }

    /** As {@link Backend#scatterAdd}. */
    void scatterAdd(View source, View index, int axis, View output) {
        if (source.shape().elements() != 0) {
            IndexedAxis at = IndexedAxis.of("scatterAdd", index.shape(), axis, output.shape().size(axis));
            String name = "culebra_scatter_add_" + type(output.dtype());
            walkable(index, axis, walked -> {
                check(at, walked);
                Scratch.contiguous(backend, source, from -> Scratch.contiguous(backend, output, to -> {
                    launch(name, to, walked, from, at, at.outer() * at.inner());
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

    private void into(View output, Consumer<View> write) {
        if (output.layout().isContiguous()) {
            write.accept(output);
        } else {
            Scratch.use(backend, output.shape(), output.dtype(), scratch -> {
                write.accept(scratch);
                backend.copy(scratch, output);
            });
        }
    }

    /**
     * @throws IndexOutOfBoundsException if an index lies outside
     */
    private void check(IndexedAxis at, View index) {
        Scratch.use(backend, Shape.scalar(), DType.I64, bad -> {
            long stream = card.stream();
            long address = CudaStorage.address(bad, stream, card);
            card.cuda().memory().fillAsync(address, (byte) -1, Long.BYTES, stream);
            KernelArguments arguments = KernelArguments.start().address(CudaStorage.address(index, stream, card))
                    .int64(at.outer()).int64(at.m()).int64(at.inner());
            strides(arguments, at, index.layout()).int64(at.n()).address(address);
            card.launch(kernels.shipped(KernelSource.INDEX, "culebra_index_check"), grid(at.outer() * at.m() * at
                    .inner()), arguments);
            long position = read(bad);
            if (position != -1) {
                throw at.outside(position, read(index.with(at.element(index.layout(), position))));
            }
        });
    }

    private long read(View scalar) {
        long[] value = new long[1];
        backend.download(scalar.storage(), scalar.layout().offset() * Long.BYTES, MemorySegment.ofArray(
                value));
        return value[0];
    }

    private void launch(String name, View table, View index, View rows, IndexedAxis at, long threads) {
        long stream = card.stream();
        KernelArguments arguments = KernelArguments.start().address(CudaStorage.address(table, stream, card)).address(
                CudaStorage.address(index, stream, card)).address(CudaStorage.address(rows, stream, card)).int64(at
                        .outer())
                .int64(at.n()).int64(at.m()).int64(at.inner());
        strides(arguments, at, index.layout());
        card.launch(kernels.shipped(KernelSource.INDEX, name), grid(threads), arguments);
    }

    private static KernelArguments strides(KernelArguments arguments, IndexedAxis at, Layout index) {
        return index.isContiguous()
                ? arguments.int64(at.m() * at.inner()).int64(at.inner()).int64(1)
                : arguments.int64(0).int64(index.stride(at.axis())).int64(0);
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
