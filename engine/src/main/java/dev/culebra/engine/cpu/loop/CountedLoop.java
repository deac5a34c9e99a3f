package dev.culebra.engine.cpu.loop;

import java.lang.foreign.MemorySegment;

/**
 * A loop that knows how often it ran: with that, how many elements it should be given at a time, and whether it is worth the
 * work of making it faster.
 *
 * <p>HotSpot compiles a method after 200 calls, but a method that is called rarely only after 60,000 turns of its loop; the
 * second compiler's thresholds differ likewise. So a new loop is called for few elements at a time, and for ever more as it
 * goes through the compilers.
 */
final class CountedLoop implements MapLoop {
    /** Elements. Each is a multiple of every vector's, so that only the last piece of a row has a rest. */
    private static final int INTERPRETED_LENGTH = 64;
    private static final int PROFILED_LENGTH = 512;
    private static final int LENGTH = 1 << 14;

    /** Calls up to which a loop is taken to be interpreted, and up to which to be profiled. */
    private static final int INTERPRETED = 300;
    private static final int PROFILED = 3000;

    /**
     * Elements times weight after which the time spent in a loop is worth that of another compilation: some tens of milliseconds.
     * Not sooner: the compiler's one thread should first compile what all are waiting for.
     */
    private static final long BUSY = 1 << 26;

    private volatile MapLoop code;
    private final int weight;
    private final Runnable onBusy;
    /** Not exact when several threads run the loop, and need not be. */
    private int calls;
    private long work;

    /**
     * @param weight work for an element
     * @param onBusy called, about once, when the loop turns out to be used much
     */
    CountedLoop(MapLoop code, int weight, Runnable onBusy) {
        this.code = code;
        this.weight = weight;
        this.onBusy = onBusy;
    }

    /** Elements to be computed in one call, at most. */
    int pieceLength() {
        return calls >= PROFILED ? LENGTH : calls >= INTERPRETED ? PROFILED_LENGTH : INTERPRETED_LENGTH;
    }

    /** The loop that is run now. */
    MapLoop code() {
        return code;
    }

    /** Runs another loop from now on, one that gives the same results. */
    void replace(MapLoop faster) {
        code = faster;
    }

    @Override
    public void run(MemorySegment[] inputs, long[] offsets, long[] strides, MemorySegment output, long outputOffset,
            long outputStride, int count) {
        calls++;
        if (work < BUSY) {
            work += (long) count * weight;
            if (work >= BUSY) {
                onBusy.run();
            }
        }
        code.run(inputs, offsets, strides, output, outputOffset, outputStride, count);
    }
}
