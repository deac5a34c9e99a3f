package dev.culebra.engine.cuda;

import dev.culebra.cuda.Grid;
import dev.culebra.cuda.KernelArguments;
import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.Nest;
import dev.culebra.engine.cuda.ptx.Compute;
import dev.culebra.engine.cuda.ptx.MapKernel;
import dev.culebra.engine.cuda.ptx.MapSpec;
import dev.culebra.engine.cuda.ptx.MapSpec.Operand;
import dev.culebra.engine.cuda.ptx.Walk;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Lifted;
import java.util.ArrayList;
import java.util.List;

/** Elementwise functions, and copies, which are the elementwise function that changes nothing: one generated kernel each. */
final class Mapper {
    private static final int THREADS = 256;
    private static final int BLOCKS = 1 << 16;
    private static final long INDEXABLE = 1L << 31;
    private static final int VECTOR_BYTES = 16;

    private final Card card;
    private final Kernels kernels;

    Mapper(Card card, Kernels kernels) {
        this.card = card;
        this.kernels = kernels;
    }

    /** As {@link dev.culebra.engine.backend.Backend#map}. */
    void map(Expr f, View[] inputs, View output) {
        long elements = output.shape().elements();
        if (elements == 0) {
            return;
        }
        View[] operands = new View[f.arity() + 1]; // inputs beyond those that the function takes are left alone
        operands[0] = output;
        System.arraycopy(inputs, 0, operands, 1, f.arity());
        Nest nest = nest(operands);
        if (elements >= INDEXABLE && isStrided(nest, operands.length)) {
            halves(f, inputs, output);
        } else {
            launch(f.lifted(), nest, operands);
        }
    }

    private static Nest nest(View... operands) {
        Layout[] layouts = new Layout[operands.length];
        for (int i = 0; i < layouts.length; i++) {
            layouts[i] = operands[i].layout();
        }
        return Nest.of(layouts);
    }

    /** Indices along axes have 31 bits in a kernel: more elements are two launches. */
    private void halves(Expr f, View[] inputs, View output) {
        int longest = 0;
        for (int axis = 1; axis < output.shape().rank(); axis++) {
            longest = output.shape().size(axis) > output.shape().size(longest) ? axis : longest;
        }
        long size = output.shape().size(longest);
        for (long from : new long[] {0, size / 2}) {
            long to = from == 0 ? size / 2 : size;
            View[] parts = new View[inputs.length];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = inputs[i].with(inputs[i].layout().slice("map", longest, from, to));
            }
            map(f, parts, output.with(output.layout().slice("map", longest, from, to)));
        }
    }

    private static boolean isStrided(Nest nest, int operands) {
        for (int i = 0; i < operands; i++) {
            if (walk(nest, i) == Walk.STRIDED) {
                return true;
            }
        }
        return false;
    }

    /** How operand {@code i} lies, seen along the loops. */
    private static Walk walk(Nest nest, int i) {
        boolean linear = true;
        boolean scalar = i > 0;
        long expected = 1;
        for (int axis = nest.rank() - 1; axis >= 0; axis--) {
            linear &= nest.stride(i, axis) == expected;
            scalar &= nest.stride(i, axis) == 0;
            expected *= nest.size(axis);
        }
        return linear ? Walk.LINEAR : scalar ? Walk.SCALAR : Walk.STRIDED;
    }

    private void launch(Lifted lifted, Nest nest, View[] operands) {
        long stream = card.stream();
        long[] addresses = new long[operands.length];
        List<Operand> described = new ArrayList<>(operands.length);
        boolean strided = false;
        for (int i = 0; i < operands.length; i++) {
            addresses[i] =
                    i == 0 ? CudaStorage.address(operands[i], stream, card) : CudaStorage.read(operands[i], card);
            described.add(new Operand(operands[i].dtype(), walk(nest, i)));
            strided |= described.get(i).walk() == Walk.STRIDED;
        }
        Compute compute = compute(operands);
        int rank = strided ? nest.rank() : 0;
        int width = strided ? 1 : width(compute, described, addresses);
        MapSpec spec =
                new MapSpec(lifted.structure(), lifted.constants().size(), compute,
                        described.subList(1, operands.length),
                        described.getFirst(), rank, width);
        long elements = operands[0].shape().elements();
        KernelArguments arguments = KernelArguments.start();
        for (long address : addresses) {
            arguments.address(address);
        }
        constants(compute, lifted, arguments);
        arguments.int64(elements);
        for (int axis = 1; axis < rank; axis++) {
            arguments.int32((int) nest.size(axis));
        }
        for (int i = 0; i < operands.length; i++) {
            for (int axis = 0; described.get(i).walk() == Walk.STRIDED && axis < rank; axis++) {
                arguments.int64(nest.stride(i, axis) * operands[i].dtype().bytes());
            }
        }
        long blocks = Math.min(BLOCKS, Math.ceilDiv(Math.ceilDiv(elements, width), THREADS));
        card.launch(kernels.map(spec), Grid.of((int) blocks, THREADS), arguments);
    }

    private static void constants(Compute compute, Lifted lifted, KernelArguments arguments) {
        for (double constant : lifted.constants()) {
            switch (compute) {
                case F32 -> arguments.float32((float) constant);
                case F64 -> arguments.float64(constant);
                case I64 -> arguments.int64((long) constant);
            }
        }
    }

    /** F64 if an operand is, else F32 if one is, else integers. */
    private static Compute compute(View[] operands) {
        Compute compute = Compute.I64;
        for (View operand : operands) {
            compute = operand.dtype() == DType.F64
                    ? Compute.F64
                    : operand.dtype() == DType.F32 && compute != Compute.F64 ? Compute.F32 : compute;
        }
        return compute;
    }

    private static int width(Compute compute, List<Operand> operands, long[] addresses) {
        for (int i = 0; i < addresses.length; i++) {
            boolean linear = operands.get(i).walk() == Walk.LINEAR;
            if (linear && (operands.get(i).dtype() != compute.dtype() || addresses[i] % VECTOR_BYTES != 0)) {
                return 1;
            }
        }
        return MapKernel.vectorWidth(compute.dtype());
    }
}
