package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A few words of host memory a thread, for what a call returns through pointers. */
final class Out {
    private static final ThreadLocal<MemorySegment> WORDS =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(JAVA_LONG, 4));

    private Out() {}

    static MemorySegment segment() {
        return WORDS.get();
    }

    /** The second half of {@link #segment()}: for calls that return two things. */
    static MemorySegment second() {
        return WORDS.get().asSlice(16, 16);
    }
}
