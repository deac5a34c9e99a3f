package dev.culebra.engine.cpu;

import dev.culebra.engine.DType;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.gemm.BatchEpilogue;
import dev.culebra.engine.cpu.gemm.Gemm;
import dev.culebra.engine.cpu.gemm.Matrix;
import dev.culebra.engine.cpu.gemm.MicroKernels;
import dev.culebra.engine.cpu.gemm.TileEpilogue;
import dev.culebra.engine.cpu.loop.Mapper;
import java.util.Arrays;

/** Matrix products of views, as {@link dev.culebra.engine.backend.Backend#matmul} says. */
final class MatrixProduct {
    private final CpuMemory memory;
    private final Mapper mapper;
    private final Gemm<float[]> floats;
    private final Gemm<double[]> doubles;

    MatrixProduct(CpuThreads threads, CpuMemory memory, Mapper mapper, MicroKernels kernels) {
        this.memory = memory;
        this.mapper = mapper;
        this.floats = new Gemm<>(kernels.floats(), threads);
        this.doubles = new Gemm<>(kernels.doubles(), threads);
    }

    void matmul(View lhs, View rhs, View output, Epilogue epilogue) {
        if (output.shape().elements() == 0) {
            return;
        }
        if (epilogue.isNone()) {
            multiply(lhs, rhs, output);
            return;
        }
        View[] inputs = new View[epilogue.operands().size() + 1];
        for (int i = 1; i < inputs.length; i++) {
            inputs[i] = epilogue.operands().get(i - 1);
        }
        Shape shape = output.shape();
        long bytes = shape.elements() * output.dtype().bytes();
        HostStorage product = new HostStorage(output.storage().device(), memory, memory.take(bytes), bytes);
        try {
            inputs[0] = new View(product, Layout.contiguous(shape), output.dtype());
            multiply(lhs, rhs, inputs[0]);
            mapper.map(epilogue.f(), inputs, output);
        } finally {
            product.release();
        }
    }

    private void multiply(View lhs, View rhs, View output) {
        int rank = output.shape().rank();
        long m = output.shape().size(rank - 2);
        long n = output.shape().size(rank - 1);
        long k = lhs.shape().size(rank - 1);
        boolean[] batch = new boolean[rank];
        Arrays.fill(batch, 0, rank - 2, true);
        Nest nest = Nest.of(batch, output.layout(), lhs.layout(), rhs.layout());
        Matrix[] matrices = {matrix(output), matrix(lhs), matrix(rhs)};
        Gemm<?> gemm = output.dtype() == DType.F32 ? floats : doubles;
        if (nest.rank() == 0) {
            gemm.multiply(m, n, k, matrices[1], matrices[2], matrices[0],
                    TileEpilogue.NONE);
            return;
        }
        int products = Math.toIntExact(nest.positions(0));
        long[][] offsets = new long[matrices.length][products];
        Nest.Cursor at = nest.cursor(0);
        for (int i = 0; i < products; i++, at.next()) {
            for (int operand = 0; operand < matrices.length; operand++) {
                offsets[operand][i] = at.position(operand) - matrices[operand].offset();
            }
        }
        gemm.multiplyBatch(m, n, k, matrices[1], offsets[1], matrices[2], offsets[2], matrices[0], offsets[0],
                BatchEpilogue.NONE);
    }

    private static Matrix matrix(View view) {
        int rank = view.shape().rank();
        Layout layout = view.layout();
        return new Matrix(HostStorage.segment(view), layout.offset(), layout.stride(rank - 2), layout.stride(rank - 1));
    }
}
