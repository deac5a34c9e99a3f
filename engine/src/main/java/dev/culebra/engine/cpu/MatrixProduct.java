package dev.culebra.engine.cpu;

import dev.culebra.engine.DType;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Layout;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.blas.BlasLibrary;
import dev.culebra.engine.cpu.gemm.BatchEpilogue;
import dev.culebra.engine.cpu.gemm.Gemm;
import dev.culebra.engine.cpu.gemm.Matrix;
import dev.culebra.engine.cpu.gemm.MicroKernel;
import dev.culebra.engine.cpu.gemm.MicroKernels;
import dev.culebra.engine.cpu.gemm.TileEpilogue;
import dev.culebra.engine.cpu.gemm.WholeProduct;
import dev.culebra.engine.cpu.loop.Mapper;
import java.util.Arrays;
import java.util.Optional;

/** Matrix products of views, as {@link dev.culebra.engine.backend.Backend#matmul} says. */
final class MatrixProduct {
    private final CpuMemory memory;
    private final Mapper mapper;
    private final Gemm<?, ?> floats;
    private final Gemm<?, ?> doubles;

    MatrixProduct(CpuThreads threads, CpuMemory memory, Mapper mapper, MicroKernels kernels,
            Optional<WarmUp> warmUp, Optional<BlasLibrary> blas) {
        this.memory = memory;
        this.mapper = mapper;
        this.floats =
                gemm(kernels.floats(), elsewhere(blas, DType.F32, threads), threads, kernels.firstFloats(), warmUp);
        this.doubles = gemm(kernels.doubles(), elsewhere(blas, DType.F64, threads), threads, kernels.firstDoubles(),
                warmUp);
    }

    private static Gemm<?, ?> gemm(MicroKernel<?, ?> kernel, WholeProduct elsewhere, CpuThreads threads,
            Optional<MicroKernel<?, ?>> first, Optional<WarmUp> warmUp) {
        return first.isPresent() && warmUp.isPresent()
                ? new Gemm<>(kernel, elsewhere, threads, first.get(), warmUp.get())
                : new Gemm<>(kernel, elsewhere, threads);
    }

    private static WholeProduct elsewhere(Optional<BlasLibrary> blas, DType dtype, CpuThreads threads) {
        return blas.map(library -> library.products(dtype, threads.count())).orElse(WholeProduct.NONE);
    }

    void matmul(View lhs, View rhs, View output, Epilogue epilogue) {
        if (output.shape().elements() == 0) {
            return;
        }
        if (reads(epilogue, output)) {
            multiplyAside(lhs, rhs, output, epilogue);
        } else if (output.shape().rank() == 2) {
            multiplyOne(lhs, rhs, output, epilogue);
        } else {
            multiply(lhs, rhs, output, epilogue);
        }
    }

    private static boolean reads(Epilogue epilogue, View output) {
        for (View operand : epilogue.operands()) {
            if (operand.storage() == output.storage()) {
                return true;
            }
        }
        return false;
    }

    /** The usual case, in few steps. */
    private void multiplyOne(View lhs, View rhs, View output, Epilogue epilogue) {
        TileEpilogue regions = TileEpilogue.NONE;
        if (!epilogue.isNone()) {
            long[][] offsets = new long[3 + epilogue.operands().size()][];
            for (int i = 0; i < offsets.length; i++) {
                View view = i < 3 ? output : epilogue.operands().get(i - 3);
                offsets[i] = new long[] {view.layout().offset()};
            }
            regions = regions(epilogue, output, offsets).of(0);
        }
        gemm(output).multiply(output.shape().size(0), output.shape().size(1), lhs.shape().size(1), MatrixOperand.of(lhs)
                .matrix(lhs.layout().offset()), MatrixOperand.of(rhs).matrix(rhs.layout().offset()),
                MatrixOperand.of(
                        output)
                        .matrix(output.layout().offset()),
                regions);
    }

    private Gemm<?, ?> gemm(View output) {
        return output.dtype() == DType.F32 ? floats : doubles;
    }

    /** The output still holds an operand of the epilogue when the product is complete, so that needs memory of its own. */
    private void multiplyAside(View lhs, View rhs, View output, Epilogue epilogue) {
        long bytes = output.shape().elements() * output.dtype().bytes();
        HostStorage storage = new HostStorage(output.storage().device(), memory, memory.take(bytes), bytes);
        try {
            View[] inputs = new View[epilogue.operands().size() + 1];
            inputs[0] = new View(storage, Layout.contiguous(output.shape()), output.dtype());
            for (int i = 1; i < inputs.length; i++) {
                inputs[i] = epilogue.operands().get(i - 1);
            }
            matmul(lhs, rhs, inputs[0], Epilogue.NONE);
            mapper.map(epilogue.f(), inputs, output);
        } finally {
            storage.release();
        }
    }

    private void multiply(View lhs, View rhs, View output, Epilogue epilogue) {
        MatrixOperand[] operands = new MatrixOperand[3 + epilogue.operands().size()];
        Layout[] layouts = new Layout[operands.length];
        for (int i = 0; i < operands.length; i++) {
            View view = i == 0 ? output : i == 1 ? lhs : i == 2 ? rhs : epilogue.operands().get(i - 3);
            operands[i] = MatrixOperand.of(view);
            layouts[i] = view.layout();
        }
        int rank = output.shape().rank();
        boolean[] batch = new boolean[rank];
        Arrays.fill(batch, 0, rank - 2, true);
        Nest nest = Nest.of(batch, layouts);
        int products = Math.toIntExact(nest.positions(0));
        long[][] offsets = new long[operands.length][products];
        Nest.Cursor at = nest.cursor(0);
        for (int i = 0; i < products; i++, at.next()) {
            for (int operand = 0; operand < operands.length; operand++) {
                offsets[operand][i] = at.position(operand);
            }
        }
        BatchEpilogue regions = epilogue.isNone() ? BatchEpilogue.NONE : regions(epilogue, output, offsets);
        Gemm<?, ?> gemm = gemm(output);
        long m = output.shape().size(rank - 2);
        long n = output.shape().size(rank - 1);
        long k = lhs.shape().size(rank - 1);
        if (products == 1) {
            gemm.multiply(m, n, k, operands[1].matrix(offsets[1][0]), operands[2].matrix(offsets[2][0]), operands[0]
                    .matrix(offsets[0][0]), regions.of(0));
        } else {
            gemm.multiplyBatch(m, n, k, operands[1].matrix(0), offsets[1], operands[2].matrix(0), offsets[2],
                    operands[0].matrix(0), offsets[0], regions);
        }
    }

    /** Applies the epilogue to each region of a product while that is still in cache. */
    private BatchEpilogue regions(Epilogue epilogue, View output, long[][] offsets) {
        View[] inputs = new View[1 + epilogue.operands().size()];
        long[][] starts = new long[1 + inputs.length][];
        starts[0] = offsets[0];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = i == 0 ? output : epilogue.operands().get(i - 1);
            starts[1 + i] = i == 0 ? offsets[0] : offsets[i + 2];
        }
        return mapper.regions(epilogue.f(), inputs, output, starts)::run;
    }
}
