package dev.culebra.engine.cpu.loop;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Tells the JIT compiler that a segment is off the heap.
 *
 * <p>The JDK's accessors learn from profiles, shared by the whole JVM, which kinds of segment they meet. As soon as anything,
 * even the Vector API itself before it is compiled, has used them on a heap segment, every access in every loop checks for
 * both kinds, and puts a memory barrier around it: two to four times slower. A cast to a constant class settles the question
 * beforehand.
 *
 * <p>It is the same with segments that belong to one thread. Where a program has used any, each access asks whether the segment has
 * an owner and whether that is this thread; the compiler takes the second question out of the loop, where the answer for a segment
 * without an owner is no, and throws the code away, again and again: dozens of times, seconds in all. So the first question is
 * answered beforehand too.
 *
 * <pre>{@code
 * float first = NativeSegments.cast(segment).get(ValueLayout.JAVA_FLOAT, 0);
 * }</pre>
 */
public final class NativeSegments {
    /** The class of all native segments that are not mapped files; those have a subclass of it. */
    public static final Class<? extends MemorySegment> CLASS = MemorySegment.NULL.getClass();

    /** Owns no segment, and never runs. */
    private static final Thread NOBODY = Thread.ofPlatform().unstarted(() -> {
    });

    private NativeSegments() {}

    /**
     * Makes the JVM load the other kinds of segments and of their sessions. Code compiled before it knew of one would be thrown
     * away when that is first used, all of it at once.
     */
    static void loadOtherKinds() {
        MemorySegment.ofArray(new byte[0]);
        MemorySegment.ofArray(new char[0]);
        MemorySegment.ofArray(new short[0]);
        MemorySegment.ofArray(new int[0]);
        MemorySegment.ofArray(new long[0]);
        MemorySegment.ofArray(new float[0]);
        MemorySegment.ofArray(new double[0]);
        Arena.ofConfined().close();
        Arena.ofShared().close();
        Arena.ofAuto().allocate(1);
    }

    /**
     * Returns the segment.
     *
     * @throws ClassCastException if it is on the heap
     * @throws WrongThreadException if it belongs to one thread
     */
    public static MemorySegment cast(MemorySegment segment) {
        MemorySegment cast = CLASS.cast(segment);
        return cast.isAccessibleBy(NOBODY) ? cast : refuse();
    }

    /**
     * Returns the segment, for generated loops: without the question for an owner, whose code at each load and store would keep the JIT
     * compiler from inlining the rest of a long function.
     *
     * @throws ClassCastException if it is on the heap
     */
    public static MemorySegment unowned(MemorySegment segment) {
        return CLASS.cast(segment);
    }

    private static MemorySegment refuse() {
        throw new WrongThreadException("a segment of one thread's where all threads compute");
    }
}
