package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.DType;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Lifted;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Elementwise functions on host memory: finds the loop for the operands' dtypes and strides, runs it row by row, and
 * splits large work over threads.
 *
 * <pre>{@code
 * new Mapper(threads, Loops.ofVectors()).map(f, inputs, output);
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
        View[] used = lifted.firstConstant() == inputs.length ? inputs : Arrays.copyOf(inputs, lifted.firstConstant());
        Walk walk = Walk.of(used, output);
        LoopSpec spec = spec(lifted, arithmetic, used, output, walk);
        Pieces pieces = new Pieces(loops.counted(spec), segments(used), HostStorage.segment(output), walk, Constants
                .ofThread(lifted.constants(), arithmetic));
        int tasks = tasks(pieces, elements, spec);
        if (tasks == 1) {
            pieces.run(0, pieces.count());
        } else {
            threads.forEach(tasks, task -> pieces.run(pieces.count() * task / tasks, pieces.count() * (task + 1)
                    / tasks));
        }
    }

    private int tasks(Pieces pieces, long elements, LoopSpec spec) {
        if (threads.count() == 1 || elements < SMALL) {
            return 1;
        }
        long wanted = elements * (spec.weight() + spec.inputs() + 1) / TASK_WEIGHT;
        return Math.clamp(Math.min(wanted, pieces.count()), 1, threads.count() * TASKS_PER_THREAD);
    }

    /** Constants are inputs like others, so that functions which differ in them alone share a loop. */
    private static LoopSpec spec(Lifted lifted, Arithmetic arithmetic, View[] inputs, View output, Walk walk) {
        Operand[] operands = new Operand[inputs.length + lifted.constants().size()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = i < inputs.length ? Operand.of(inputs[i].dtype(), walk.access(i + 1))
                    : Operand.of(arithmetic.dtype(), Access.SCALAR);
        }
        Access access = walk.access(0) == Access.SCALAR ? Access.STRIDED : walk.access(0);
        return new LoopSpec(lifted.structure(), arithmetic, Operand.of(output.dtype(), access), operands);
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
