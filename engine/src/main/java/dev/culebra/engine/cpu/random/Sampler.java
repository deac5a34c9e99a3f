package dev.culebra.engine.cpu.random;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.DType;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.Chunks;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;

/** Random numbers, as {@link dev.culebra.engine.backend.Backend#random} says. */
public final class Sampler {
    private static final long CHUNK_ELEMENTS = 1 << 13;
    private static final int BLOCKS = 16;

    private final CpuThreads threads;

    /** Draws on {@code threads}. */
    public Sampler(CpuThreads threads) {
        this.threads = threads;
    }

    /** Fills {@code output}, F32 or F64 and contiguous, with numbers {@code counter}, {@code counter + 1}, … of a seed. */
    public void random(Distribution distribution, long seed, long counter, View output) {
        MemorySegment segment = HostStorage.segment(output);
        long offset = output.layout().offset();
        Chunks chunks = Chunks.of(output.shape().elements(), CHUNK_ELEMENTS);
        if (output.dtype() == DType.F32) {
            FloatDraws draws = FloatDraws.of(distribution);
            threads.forEach(chunks.count(), chunk -> floats(draws, seed, counter, segment, offset, chunks.from(chunk),
                    chunks.to(chunk)));
        } else {
            DoubleDraws draws = DoubleDraws.of(distribution);
            threads.forEach(chunks.count(), chunk -> doubles(draws, seed, counter, segment, offset, chunks.from(chunk),
                    chunks.to(chunk)));
        }
    }

    private static void floats(FloatDraws draws, long seed, long counter, MemorySegment to, long offset, long first,
            long end) {
        int[] words = new int[BLOCKS * Philox.WORDS];
        long done = first;
        while (done < end) {
            long element = counter + done;
            int skipped = (int) (element & 3);
            Philox.fill(seed, element >>> 2, words, BLOCKS);
            int count = (int) Math.min(words.length - skipped, end - done);
            for (int i = 0; i < count; i++) {
                NativeSegments.cast(to).setAtIndex(JAVA_FLOAT, offset + done + i, draws.draw(words[skipped + i]));
            }
            done += count;
        }
    }

    private static void doubles(DoubleDraws draws, long seed, long counter, MemorySegment to, long offset, long first,
            long end) {
        int[] words = new int[BLOCKS * Philox.WORDS];
        long done = first;
        while (done < end) {
            long element = counter + done;
            int skipped = (int) (element & 1);
            Philox.fill(seed, element >>> 1, words, BLOCKS);
            int count = (int) Math.min(words.length / 2 - skipped, end - done);
            for (int i = 0; i < count; i++) {
                int word = 2 * (skipped + i);
                long bits = (long) words[word + 1] << 32 | Integer.toUnsignedLong(words[word]);
                NativeSegments.cast(to).setAtIndex(JAVA_DOUBLE, offset + done + i, draws.draw(bits));
            }
            done += count;
        }
    }
}
