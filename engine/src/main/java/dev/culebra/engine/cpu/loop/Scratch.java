package dev.culebra.engine.cpu.loop;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What a thread needs to run a {@link StagedLoop}, or a {@link RegionMap} around one, kept so that runs allocate nothing. */
final class Scratch {
    /** Elements; a few operands of this length fit into the nearest cache together. */
    static final int STRIP = 1024;
    /** Elements of a strip of rows that are repeated: a row that drives nothing else from the nearest cache. */
    static final int ROWS_STRIP = 2048;

    private static final long ALIGNMENT = 64;
    private static final ThreadLocal<Scratch> CURRENT = ThreadLocal.withInitial(() -> new Scratch(2));

    private static final ThreadLocal<Scratch> ROWS = ThreadLocal.withInitial(() -> new Scratch(2));

    /** A strip for each input, and one for the output. */
    final MemorySegment[] segments;
    final MemorySegment[] inputs;
    final long[] offsets;
    final MemorySegment[] single = new MemorySegment[1];
    final long[] offset = new long[1];
    final long[] stride = new long[1];

    private Scratch(int inputs) {
        this.inputs = new MemorySegment[inputs];
        offsets = new long[inputs];
        segments = new MemorySegment[inputs + 1];
        Arena arena = Arena.ofAuto();
        for (int i = 0; i < segments.length; i++) {
            segments[i] = arena.allocate((long) ROWS_STRIP * Double.BYTES, ALIGNMENT);
        }
    }

    /** That of this thread for a StagedLoop, with room for so many inputs. */
    static Scratch ofThread(int inputs) {
        return of(CURRENT, inputs);
    }

    /** That of this thread for a RegionMap, with room for so many inputs. */
    static Scratch forRows(int inputs) {
        return of(ROWS, inputs);
    }

    private static Scratch of(ThreadLocal<Scratch> current, int inputs) {
        Scratch scratch = current.get();
        if (scratch.inputs.length < inputs) {
            scratch = new Scratch(inputs);
            current.set(scratch);
        }
        return scratch;
    }
}
