package dev.culebra.engine.cpu.loop;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Takes loops of vectors through the JIT compiler on a thread of its own, while those who need the results have them from
 * loops of plain Java.
 *
 * <p>Interpreted, and even compiled by the first compiler, the Vector API takes a microsecond for an operation on a vector,
 * fifty times as long as plain Java for its elements; only the second compiler turns that round. A first epoch of a small
 * network would spend most of its time so. The thread runs a new loop on memory of its own until the compiler has noticed
 * it, then looks from time to time whether it has become the faster one. It ends when there is nothing left to do.
 */
final class WarmUp {
    private static final System.Logger LOGGER = System.getLogger(WarmUp.class.getName());

    private static final int ELEMENTS = 256;
    private static final int FEW_ELEMENTS = 64;
    private static final int CALLS_TO_PROFILE = 250;
    private static final int CALLS_A_LOOK = 250;
    /** The compiler may have been too busy to take note of more. */
    private static final int CALLS_A_LATE_LOOK = 50;
    /** Many times what the compiler needs when it has nothing else to do. */
    private static final int CALLS_TO_COMPILE = 20_000;
    private static final long LOOK_MILLIS = 20;
    /** After a minute the loop of plain Java is kept: this machine has no vectors for it. */
    private static final int LOOKS = 3_000;
    private static final int TIMINGS = 5;
    /**
     * What the second compiler's code stays well below, for a call and for an operation on all elements, and the first one's
     * far above: with 512-bit vectors they take 20 and 2,000 for an addition.
     */
    private static final long CALL_NANOS = 200;
    private static final long OPERATION_NANOS = 125;
    private static final long IDLE_MILLIS = 500;

    private final ScheduledThreadPoolExecutor executor;
    private final MemorySegment input = memory();
    private final MemorySegment output = memory();

    WarmUp() {
        executor = new ScheduledThreadPoolExecutor(1,
                task -> Thread.ofPlatform().daemon().name("culebra-warm-up").unstarted(task));
        executor.setKeepAliveTime(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
        for (int i = 0; i < ELEMENTS; i++) {
            input.setAtIndex(ValueLayout.JAVA_DOUBLE, i, 0.5 + i * 0x1p-12);
        }
    }

    /** From an arena of the kind that tensors are in, lest the compiler specialise on another. */
    private static MemorySegment memory() {
        return Arena.ofShared().allocate(ELEMENTS * (long) Double.BYTES, Double.BYTES);
    }

    /**
     * Lets {@code loop} run {@code vectors} once that is the faster of the two.
     *
     * @param spec what both compute
     */
    void start(CountedLoop loop, MapLoop vectors, LoopSpec spec) {
        executor.execute(new Candidate(loop, vectors, spec)::look);
    }

    private final class Candidate {
        private final CountedLoop loop;
        private final MapLoop vectors;
        private final MemorySegment[] inputs;
        private final LoopSpec spec;
        private final long[] zeros;
        private final long compiledNanos;
        private int calls;
        private int looks;

        Candidate(CountedLoop loop, MapLoop vectors, LoopSpec spec) {
            this.loop = loop;
            this.vectors = vectors;
            this.spec = spec;
            inputs = new MemorySegment[spec.inputs()];
            Arrays.fill(inputs, input);
            zeros = new long[inputs.length];
            compiledNanos = CALL_NANOS + OPERATION_NANOS * spec.weight();
        }

        /** Runs the vectors some more and looks what has become of them. */
        void look() {
            try {
                boolean busy = calls < CALLS_TO_COMPILE;
                call(busy ? CALLS_A_LOOK : CALLS_A_LATE_LOOK);
                long taken = nanos(vectors);
                if (taken <= compiledNanos && taken <= nanos(loop.code())) {
                    loop.replace(vectors);
                } else if (++looks < LOOKS) {
                    executor.schedule(this::look, busy ? 1 : LOOK_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(System.Logger.Level.WARNING, "map: no vectors for " + spec + ", which plain Java computes",
                        e);
            }
        }

        private void call(int times) {
            for (int i = 0; i < times; i++, calls++) {
                run(vectors, calls < CALLS_TO_PROFILE ? FEW_ELEMENTS : ELEMENTS);
            }
        }

        private long nanos(MapLoop timed) {
            long best = Long.MAX_VALUE;
            for (int i = 0; i < TIMINGS; i++) {
                long start = System.nanoTime();
                run(timed, ELEMENTS);
                best = Math.min(best, System.nanoTime() - start);
            }
            return best;
        }

        private void run(MapLoop run, int elements) {
            run.run(inputs, zeros, zeros, output, 0, 0, elements);
        }
    }
}
