package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void countsWhatWasDrawn() {
        RandomStream stream = new RandomStream(42);
        assertEquals(0, stream.take(5));
        assertEquals(5, stream.take(0));
        assertEquals(5, stream.take(7));
        assertEquals(12, stream.drawn());
        assertEquals(42, stream.seed());
    }

    @Test
    void goesOnWhereASavedOneWas() {
        RandomStream stream = new RandomStream(-3, 100);
        assertEquals(100, stream.take(1));
        assertEquals(101, stream.drawn());
        stream.resume(7);
        assertEquals(7, stream.take(1));
        Rejected.because("random: numbers drawn must be ≥ 0, got -1", IllegalArgumentException.class,
                () -> stream.resume(-1));
    }

    @Test
    void refusesNegativeNumbers() {
        Rejected.because("random: numbers drawn must be ≥ 0, got -1", IllegalArgumentException.class,
                () -> new RandomStream(1, -1));
        Rejected.because("random: numbers to take must be ≥ 0, got -2", IllegalArgumentException.class,
                () -> new RandomStream(1).take(-2));
    }

    @Test
    void threadsNeverGetTheSameNumber() throws InterruptedException {
        RandomStream stream = new RandomStream(1);
        long[] sums = new long[4];
        Thread[] threads = new Thread[sums.length];
        for (int i = 0; i < threads.length; i++) {
            int own = i;
            threads[i] = new Thread(() -> {
                for (int round = 0; round < 1000; round++) {
                    sums[own] += stream.take(1);
                }
            });
            threads[i].start();
        }
        long sum = 0;
        for (int i = 0; i < threads.length; i++) {
            threads[i].join();
            sum += sums[i];
        }
        assertEquals(4000L * 3999 / 2, sum);
    }
}
