package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.DType;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Lifted;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Elementwise functions on host memory: finds the loop for the operands' dtypes and strides, runs it row by row, and
 * splits large work over threads.
 *
 * <pre>{@code
 * new Mapper(threads, Loops.ofScalars()).map(f, inputs, output);
 * }</pre>
 */
public final class Mapper {
    /** Work for one thread, as elements times weight; less takes no longer than waking another thread. */
    private static final long TASK_WEIGHT = 1 << 17;
    /** Elements; fewer are never split. */
    private static final long SMALL = 1 << 12;
    /** So that threads that start late find something left. */
    private static final int TASKS_PER_THREAD = 4;

    private final CpuThreads threads;
    private final Loops loops;

    /**
     * @param threads that share large work
     * @param loops the compiled functions
     */
    public Mapper(CpuThreads threads, Loops loops) {
        this.threads = threads;
        this.loops = loops;
    }

    /**
     * Computes {@code output[i] = f(inputs[0][i], inputs[1][i], …)} as {@link dev.culebra.engine.backend.Backend#map}
     * defines it.
     */
    public void map(Expr f, View[] inputs, View output) {
        long elements = output.shape().elements();
        if (elements == 0) {
            return;
        }
        Lifted lifted = f.lifted();
        Arithmetic arithmetic = arithmetic(inputs, output);
        View[] used = used(lifted, inputs);
        Walk walk = Walk.of(used, output);
        if (walk.isMatrix()) {
            RegionMap.Matrices matrices = walk.matrices();
            if (matrices.pack()) {
                map(regions(lifted, arithmetic, used, output, matrices), walk, elements);
                return;
            }
        }
        LoopSpec spec = spec(lifted, arithmetic, used, output, walk::access);
        Pieces pieces = new Pieces(loops.counted(spec), segments(used), HostStorage.segment(output), walk, Constants
                .ofThread(lifted.constants(), arithmetic));
        int tasks = tasks(pieces.count(), elements, spec);
        if (tasks == 1) {
            pieces.run(0, pieces.count());
        } else {
            threads.forEach(tasks, task -> pieces.run(pieces.count() * task / tasks, pieces.count() * (task + 1)
                    / tasks));
        }
    }

    private void map(RegionMap regions, Walk walk, long elements) {
        long rows = walk.rows();
        int tasks = tasks(rows, elements, regions.spec());
        if (tasks == 1) {
            regions.run(0, 0, rows, 0, walk.rowLength());
        } else {
            threads.forEach(tasks, task -> regions.run(0, rows * task / tasks, rows * (task + 1) / tasks, 0, walk
                    .rowLength()));
        }
    }

    /**
     * The function of the matrices along the last two axes of views, for one thread at a time to compute regions of.
     *
     * @param starts for the output and each input, in elements, where each of its matrices begins
     */
    public RegionMap regions(Expr f, View[] inputs, View output, long[][] starts) {
        Lifted lifted = f.lifted();
        View[] used = used(lifted, inputs);
        int operands = used.length + 1;
        int rank = output.shape().rank();
        long[][] startBytes = new long[operands][];
        long[] rowSteps = new long[operands];
        long[] steps = new long[operands];
        int[] bytes = new int[operands];
        for (int operand = 0; operand < operands; operand++) {
            View view = operand == 0 ? output : used[operand - 1];
            bytes[operand] = view.dtype().bytes();
            rowSteps[operand] = view.layout().stride(rank - 2) * bytes[operand];
            steps[operand] = view.layout().stride(rank - 1) * bytes[operand];
            startBytes[operand] = starts[operand].clone();
            for (int matrix = 0; matrix < starts[operand].length; matrix++) {
                startBytes[operand][matrix] *= bytes[operand];
            }
        }
        var matrices = new RegionMap.Matrices(output.shape().size(rank - 1), startBytes, rowSteps, steps, bytes);
        return regions(lifted, arithmetic(inputs, output), used, output, matrices);
    }

    private RegionMap regions(Lifted lifted, Arithmetic arithmetic, View[] used, View output,
            RegionMap.Matrices matrices) {
        LoopSpec spec = spec(lifted, arithmetic, used, output, matrices::access);
        return new RegionMap(loops.counted(spec), spec, matrices, segments(used), HostStorage.segment(output), Constants
                .ofThread(lifted.constants(), arithmetic));
    }

    /** Without those that come after all that the function knows of. */
    private static View[] used(Lifted lifted, View[] inputs) {
        return lifted.firstConstant() == inputs.length ? inputs : Arrays.copyOf(inputs, lifted.firstConstant());
    }

    private int tasks(long pieces, long elements, LoopSpec spec) {
        if (threads.count() == 1 || elements < SMALL) {
            return 1;
        }
        long wanted = elements * (spec.weight() + spec.inputs() + 1) / TASK_WEIGHT;
        return Math.clamp(Math.min(wanted, pieces), 1, threads.count() * TASKS_PER_THREAD);
    }

    /** Constants are inputs like others, so that functions which differ in them alone share a loop. */
    private static LoopSpec spec(Lifted lifted, Arithmetic arithmetic, View[] inputs, View output,
            IntFunction<Access> access) {
        Operand[] operands = new Operand[inputs.length + lifted.constants().size()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = i < inputs.length ? Operand.of(inputs[i].dtype(), access.apply(i + 1))
                    : Operand.of(arithmetic.dtype(), Access.SCALAR);
        }
        Access written = access.apply(0) == Access.SCALAR ? Access.STRIDED : access.apply(0);
        return new LoopSpec(lifted.structure(), arithmetic, Operand.of(output.dtype(), written), operands);
    }

    private static Arithmetic arithmetic(View[] inputs, View output) {
        boolean single = output.dtype() == DType.F32;
        boolean twice = output.dtype() == DType.F64;
        for (View input : inputs) {
            single |= input.dtype() == DType.F32;
            twice |= input.dtype() == DType.F64;
        }
        return twice ? Arithmetic.F64 : single ? Arithmetic.F32 : Arithmetic.I64;
    }

    private static MemorySegment[] segments(View[] inputs) {
        MemorySegment[] segments = new MemorySegment[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            segments[i] = HostStorage.segment(inputs[i]);
        }
        return segments;
    }
}
