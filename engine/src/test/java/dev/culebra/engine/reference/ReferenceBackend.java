package dev.culebra.engine.reference;

import dev.culebra.engine.ClassTargets;
import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.MemoryUse;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Storage;
import dev.culebra.engine.View;
import dev.culebra.engine.Window;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Program;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The living definition of every operation: nested loops over indices, computed in double and rounded once, or in 64-bit
 * integers. Slow, and readable enough to be believed.
 *
 * <pre>{@code
 * Device device = new ReferenceBackend().device();
 * Tensor x = Tensor.zeros(Shape.of(2, 3), DType.F32, device);
 * }</pre>
 */
public final class ReferenceBackend implements Backend {
    private final Device device = new Device("reference", this);
    private final ReferenceMemory memory = new ReferenceMemory();

    @Override
    public Device device() {
        return device;
    }

    @Override
    public String description() {
        return "double precision, nested loops";
    }

    @Override
    public Storage allocate(long bytes) {
        return new ReferenceStorage(device, memory, bytes);
    }

    @Override
    public void upload(MemorySegment source, Storage target, long offset) {
        MemorySegment.copy(source, 0, ((ReferenceStorage) target).segment(), offset, source.byteSize());
    }

    @Override
    public void download(Storage source, long offset, MemorySegment target) {
        MemorySegment.copy(((ReferenceStorage) source).segment(), offset, target, 0, target.byteSize());
    }

    @Override
    public void synchronize() {
        // Nothing is ever under way.
    }

    @Override
    public MemoryUse memory() {
        return memory.use();
    }

    @Override
    public void trim() {
        // Nothing is ever spare.
    }

    @Override
    public void map(Expr f, View[] inputs, View output) {
        DType compute = computeType(inputs, output);
        Cells out = Cells.of(output);
        List<Cells> in = Stream.of(inputs).map(Cells::of).toList();
        if (compute.isFloating()) {
            Real function = new Real(f, compute);
            Indices.forEach(output.shape(), index -> out.set(function.evaluate(in.stream().mapToDouble(
                    cells -> function.round(cells.real(index))).toArray()), index));
        } else {
            Program program = Program.of(f);
            Indices.forEach(output.shape(), index -> out.set(Whole.evaluate(program, in.stream().mapToLong(
                    cells -> cells.whole(index)).toArray()), index));
        }
    }

    private static DType computeType(View[] inputs, View output) {
        List<DType> dtypes = Stream.concat(Stream.of(inputs), Stream.of(output)).map(View::dtype).toList();
        return dtypes.contains(DType.F64) ? DType.F64 : dtypes.contains(DType.F32) ? DType.F32 : DType.I64;
    }

    @Override
    public void reduce(Reduction reduction, View input, boolean[] axes, View output) {
        Cells in = Cells.of(input);
        Cells out = Cells.of(output);
        Shape reduced = input.shape();
        for (int axis = 0; axis < axes.length; axis++) {
            reduced = axes[axis] ? reduced : reduced.with(axis, 1);
        }
        Shape along = reduced;
        Indices.forEach(output.shape(), kept -> {
            if (input.dtype().isFloating()) {
                DoubleStream.Builder reals = DoubleStream.builder();
                Indices.forEach(along, offset -> reals.add(in.real(sum(kept, offset))));
                Reducer.real(reduction, reals.build().toArray(), out, kept);
            } else {
                LongStream.Builder wholes = LongStream.builder();
                Indices.forEach(along, offset -> wholes.add(in.whole(sum(kept, offset))));
                Reducer.whole(reduction, wholes.build().toArray(), out, kept);
            }
        });
    }

    /** A reduced axis has index 0 in {@code kept}, a kept one in {@code offset}. */
    private static long[] sum(long[] kept, long[] offset) {
        long[] sum = new long[kept.length];
        for (int axis = 0; axis < sum.length; axis++) {
            sum[axis] = kept[axis] + offset[axis];
        }
        return sum;
    }

    @Override
    public void matmul(View lhs, View rhs, View output, Epilogue epilogue) {
        Cells left = Cells.of(lhs);
        Cells right = Cells.of(rhs);
        Cells out = Cells.of(output);
        List<Cells> operands = epilogue.operands().stream().map(Cells::of).toList();
        Real function = new Real(epilogue.f(), output.dtype());
        int row = output.shape().rank() - 2;
        int column = row + 1;
        Indices.forEach(output.shape(), index -> {
            double[] inputs = new double[operands.size() + 1];
            for (long p = 0; p < lhs.shape().size(column); p++) {
                inputs[0] += left.real(Indices.with(index, column, p)) * right.real(Indices.with(index, row, p));
            }
            for (int i = 0; i < operands.size(); i++) {
                inputs[i + 1] = operands.get(i).real(index);
            }
            out.set(function.evaluate(inputs), index);
        });
    }

    @Override
    public void copy(View input, View output) {
        Cells in = Cells.of(input);
        Cells out = Cells.of(output);
        Indices.forEach(output.shape(), index -> {
            if (input.dtype().isFloating()) {
                out.set(in.real(index), index);
            } else {
                out.set(in.whole(index), index);
            }
        });
    }

    @Override
    public void gather(View source, View index, int axis, View output) {
        checkIndices("gather", index, axis, source.shape().size(axis));
        Cells from = Cells.of(source);
        Cells chosen = Cells.of(index);
        Cells out = Cells.of(output);
        Indices.forEach(output.shape(), at -> {
            long[] taken = Indices.with(at, axis, chosen.whole(at));
            if (source.dtype().isFloating()) {
                out.set(from.real(taken), at);
            } else {
                out.set(from.whole(taken), at);
            }
        });
    }

    @Override
    public void scatterAdd(View source, View index, int axis, View output) {
        checkIndices("scatterAdd", index, axis, output.shape().size(axis));
        Cells from = Cells.of(source);
        Cells chosen = Cells.of(index);
        Cells out = Cells.of(output);
        Indices.forEach(output.shape(), at -> {
            double real = out.real(at);
            long whole = out.whole(at);
            for (long i = 0; i < source.shape().size(axis); i++) {
                long[] added = Indices.with(at, axis, i);
                boolean hits = chosen.whole(added) == at[axis];
                real += hits ? from.real(added) : 0;
                whole += hits ? from.whole(added) : 0;
            }
            if (output.dtype().isFloating()) {
                out.set(real, at);
            } else {
                out.set(whole, at);
            }
        });
    }

    private static void checkIndices(String operation, View index, int axis, long size) {
        Cells chosen = Cells.of(index);
        Indices.forEach(index.shape(), at -> {
            if (chosen.whole(at) < 0 || chosen.whole(at) >= size) {
                throw new IndexOutOfBoundsException("%s: index %d at %s lies outside axis %d of size %d".formatted(
                        operation, chosen.whole(at), Arrays.toString(at), axis, size));
            }
        });
    }

    @Override
    public void random(Distribution distribution, long seed, long counter, View output) {
        Cells out = Cells.of(output);
        long first = output.layout().offset();
        Indices.forEach(output.shape(), index -> out.set(Draws.draw(distribution, output.dtype(), seed, counter + out
                .position(index) - first), index));
    }

    @Override
    public void convolve(View input, View weight, Window window, View output, Epilogue epilogue) {
        new Sliding(window).convolve(input, weight, output, epilogue);
    }

    @Override
    public void convolveInputGradient(View upstream, View weight, Window window, View inputGradient) {
        new Sliding(window).inputGradient(upstream, weight, inputGradient);
    }

    @Override
    public void convolveWeightGradient(View input, View upstream, Window window, View weightGradient) {
        new Sliding(window).weightGradient(input, upstream, weightGradient);
    }

    @Override
    public void pool(Reduction reduction, View input, Window window, View output) {
        new Sliding(window).pool(reduction, input, output);
    }

    @Override
    public void maxPoolGradient(View input, View output, View upstream, Window window, View inputGradient) {
        new Sliding(window).maxGradient(input, output, upstream, inputGradient);
    }

    @Override
    public void crossEntropy(View logits, ClassTargets targets, View losses, View weights) {
        new ClassLosses(logits, targets).losses(losses, weights);
    }

    @Override
    public void crossEntropyGradient(View logits, ClassTargets targets, View scale, View output) {
        new ClassLosses(logits, targets).gradient(scale, output);
    }

    @Override
    public void moments(View input, View mean, View variance) {
        new Normalization(input).moments(mean, variance);
    }

    @Override
    public void normalize(View input, View scale, View shift, double epsilon, View output, View mean, View variance) {
        new Normalization(input).normalize(scale, shift, epsilon, output, mean, variance);
    }

    @Override
    public void normalizeGradient(View input, View mean, View variance, double epsilon, View scale, View upstream,
            View inputGradient, View scaleGradient, View shiftGradient) {
        new Normalization(input).gradient(mean, variance, epsilon, scale, upstream, inputGradient, scaleGradient,
                shiftGradient);
    }
}
