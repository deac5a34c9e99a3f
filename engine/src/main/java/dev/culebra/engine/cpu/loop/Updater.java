package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.DType;
import dev.culebra.engine.Update;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Updates on host memory. All assignments are made in one strip of a group before the next strip, so that each array comes from
 * memory once, whatever the number of assignments; strips of all groups are shared among the threads.
 *
 * <pre>{@code
 * new Updater(threads, Loops.ofScalars()).update(sgd, groups);
 * }</pre>
 */
public final class Updater {
    /** Elements of a strip: five arrays of so many floats stay in the nearest cache but one. */
    private static final int STRIP = 1 << 12;
    /** Work for one thread, as strips; fewer take no longer than waking another thread. */
    private static final long STRIPS_A_TASK = 5;
    private static final int TASKS_PER_THREAD = 4;

    private final CpuThreads threads;
    private final Loops loops;

    /**
     * @param threads that share large work
     * @param loops the compiled functions
     */
    public Updater(CpuThreads threads, Loops loops) {
        this.threads = threads;
        this.loops = loops;
    }

    /**
     * As {@link dev.culebra.engine.backend.Backend#update}.
     *
     * @param groups of one dtype, contiguous, not empty
     */
    public void update(Update update, List<View[]> groups) {
        List<Strips> all = new ArrayList<>(groups.size());
        long[] ends = new long[groups.size()];
        long strips = 0;
        CountedLoop[] assign = assign(update, groups.getFirst()[0].dtype());
        for (View[] group : groups) {
            strips += Math.ceilDiv(group[0].shape().elements(), STRIP);
            ends[all.size()] = strips;
            all.add(new Strips(update, group, assign));
        }
        long total = strips;
        int tasks = threads.count() == 1
                ? 1
                : Math.clamp(total / STRIPS_A_TASK, 1, threads.count() * TASKS_PER_THREAD);
        threads.forEach(tasks, task -> run(all, ends, total * task / tasks, total * (task + 1) / tasks));
    }

    /** Strips {@code from} to {@code to}, exclusive, of all groups' one after the other. */
    private static void run(List<Strips> all, long[] ends, long from, long to) {
        int group = 0;
        for (long strip = from; strip < to; strip++) {
            while (strip >= ends[group]) {
                group++;
            }
            all.get(group).run(strip - (group == 0 ? 0 : ends[group - 1]));
        }
    }

    private CountedLoop[] assign(Update update, DType dtype) {
        CountedLoop[] assign = new CountedLoop[update.assignments().size()];
        for (int i = 0; i < assign.length; i++) {
            assign[i] = loops.counted(spec(update, dtype, update.assignments().get(i).value()));
        }
        return assign;
    }

    private static LoopSpec spec(Update update, DType dtype, Expr value) {
        Operand[] operands = new Operand[value.arity()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = Operand.of(dtype, i < update.tensors() ? Access.CONTIGUOUS : Access.SCALAR);
        }
        return new LoopSpec(value, dtype == DType.F32 ? Arithmetic.F32 : Arithmetic.F64, Operand.of(dtype,
                Access.CONTIGUOUS), operands);
    }

    /** A group and the loops that its assignments take. */
    private static final class Strips {
        private final Update update;
        private final DType dtype;
        private final long elements;
        private final MemorySegment[] memory;
        private final long[] starts;
        private final CountedLoop[] assign;

        Strips(Update update, View[] group, CountedLoop[] assign) {
            this.assign = assign;
            this.update = update;
            dtype = group[0].dtype();
            elements = group[0].shape().elements();
            int inputs = update.tensors() + update.scalars();
            memory = new MemorySegment[inputs];
            starts = new long[inputs];
            for (int i = 0; i < inputs; i++) {
                View view = group[Math.min(i, update.tensors())];
                memory[i] = HostStorage.segment(view);
                starts[i] = (view.layout().offset() + Math.max(0, i - update.tensors())) * dtype.bytes();
            }
        }

        void run(long strip) {
            long end = Math.min(elements, (strip + 1) * STRIP);
            int bytes = dtype.bytes();
            long[] steps = new long[memory.length];
            Arrays.fill(steps, 0, update.tensors(), bytes);
            long[] offsets = new long[memory.length];
            for (long at = strip * STRIP; at < end;) {
                int count = (int) Math.min(length(), end - at);
                for (int i = 0; i < offsets.length; i++) {
                    offsets[i] = starts[i] + at * steps[i];
                }
                for (int i = 0; i < assign.length; i++) {
                    int target = update.assignments().get(i).target();
                    assign[i].run(memory, offsets, steps, memory[target], offsets[target], bytes, count);
                }
                at += count;
            }
        }

        /** Elements at a time: fewer while a loop is new. */
        private int length() {
            int length = STRIP;
            for (CountedLoop loop : assign) {
                length = Math.min(length, loop.pieceLength());
            }
            return length;
        }
    }
}
