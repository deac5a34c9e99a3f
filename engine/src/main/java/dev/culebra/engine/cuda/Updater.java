package dev.culebra.engine.cuda;

import dev.culebra.cuda.Grid;
import dev.culebra.cuda.KernelArguments;
import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Update;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.cuda.ptx.Compute;
import dev.culebra.engine.cuda.ptx.MapKernel;
import dev.culebra.engine.cuda.ptx.UpdateKernel;
import dev.culebra.engine.cuda.ptx.UpdateSpec;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Updates: one launch for all groups, whose addresses and lengths stand in a table on the card. */
final class Updater {
    private static final int VECTOR_BYTES = 16;

    private final Backend backend;
    private final Card card;
    private final Kernels kernels;

    Updater(Backend backend, Card card, Kernels kernels) {
        this.backend = backend;
        this.card = card;
        this.kernels = kernels;
    }

    /**
     * As {@link Backend#update}.
     *
     * @param groups of one dtype, contiguous and not empty
     */
    void update(Update update, List<View[]> groups) {
        Compute compute = groups.getFirst()[0].dtype() == DType.F32 ? Compute.F32 : Compute.F64;
        int rowLength = new UpdateSpec(update, compute, 1).rowLength();
        long[] table = new long[groups.size() * rowLength];
        long blocks = 0;
        int width = MapKernel.vectorWidth(compute.dtype());
        long stream = card.stream();
        for (int i = 0; i < groups.size(); i++) {
            View[] group = groups.get(i);
            int row = i * rowLength;
            long elements = group[0].shape().elements();
            table[row] = blocks;
            table[row + 1] = elements;
            table[row + 2] = CudaStorage.address(group[update.tensors()], stream, card);
            for (int tensor = 0; tensor < update.tensors(); tensor++) {
                long address = CudaStorage.address(group[tensor], stream, card);
                table[row + UpdateSpec.HEAD + tensor] = address;
                width = address % VECTOR_BYTES == 0 ? width : 1;
            }
            blocks += Math.ceilDiv(elements, UpdateKernel.BLOCK_ELEMENTS);
        }
        launch(new UpdateSpec(update, compute, width), table, groups.size(), Math.toIntExact(blocks));
    }

    private void launch(UpdateSpec spec, long[] table, int groups, int blocks) {
        long function = kernels.update(spec);
        Scratch.use(backend, Shape.of(table.length), DType.I64, rows -> {
            backend.upload(MemorySegment.ofArray(table), rows.storage(), 0);
            KernelArguments arguments = KernelArguments.start().address(CudaStorage.address(rows, card.stream(), card))
                    .int32(groups);
            card.launch(function, Grid.of(blocks, UpdateKernel.THREADS), arguments);
        });
    }
}
