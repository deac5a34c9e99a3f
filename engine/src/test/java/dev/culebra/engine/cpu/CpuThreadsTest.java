package dev.culebra.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CpuThreadsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void everyTaskRunsOnce(int count) {
        try (var threads = new CpuThreads(count)) {
            for (int tasks : new int[] {0, 1, 2, 3, 8, 1000}) {
                var runs = new AtomicIntegerArray(tasks);
                threads.forEach(tasks, runs::incrementAndGet);
                for (int task = 0; task < tasks; task++) {
                    assertEquals(1, runs.get(task), "task " + task + " of " + tasks);
                }
            }
        }
    }

    @Test
    void plainWritesOfTasksAreVisibleToTheCaller() {
        try (var threads = new CpuThreads(4)) {
            for (int round = 0; round < 2_000; round++) {
                int expected = round;
                var written = new int[64];
                threads.forEach(64, task -> written[task] = expected);
                var all = new int[64];
                Arrays.fill(all, expected);
                assertArrayEquals(all, written);
            }
        }
    }

    @Test
    void tasksRunOnTheCallerAndOnDaemonsNamedCulebra() {
        try (var threads = new CpuThreads(3)) {
            var names = ConcurrentHashMap.<String>newKeySet();
            var allAtOnce = new CountDownLatch(3);
            threads.forEach(3, task -> {
                var thread = Thread.currentThread();
                names.add(thread.getName());
                assertTrue(!thread.getName().startsWith("culebra") || thread.isDaemon());
                meet(allAtOnce);
            });
            var expected = new ArrayList<>(Arrays.asList("culebra-cpu-1", "culebra-cpu-2"));
            expected.add(Thread.currentThread().getName());
            assertEquals(java.util.Set.copyOf(expected), names);
        }
    }

    @Test
    void sleepingThreadsWake() throws InterruptedException {
        try (var threads = new CpuThreads(2)) {
            for (int round = 0; round < 20; round++) {
                Thread.sleep(2);
                var both = new CountDownLatch(2);
                threads.forEach(2, task -> meet(both));
            }
        }
    }

    @Test
    void nestedCallsRunInTheThreadThatMakesThem() {
        try (var threads = new CpuThreads(4)) {
            var counts = new AtomicIntegerArray(64);
            threads.forEach(8, outer -> {
                var thread = Thread.currentThread();
                threads.forEach(8, inner -> {
                    assertSame(thread, Thread.currentThread());
                    counts.incrementAndGet(outer * 8 + inner);
                });
            });
            for (int i = 0; i < counts.length(); i++) {
                assertEquals(1, counts.get(i));
            }
        }
    }

    @Test
    void manyHostThreadsShareOnePool() throws Exception {
        try (var threads = new CpuThreads(3);
                var hosts = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<Long>>();
            for (int host = 0; host < 16; host++) {
                futures.add(hosts.submit(() -> {
                    long total = 0;
                    for (int round = 0; round < 500; round++) {
                        var parts = new long[10];
                        threads.forEach(10, task -> parts[task] = task);
                        total += Arrays.stream(parts).sum();
                    }
                    return total;
                }));
            }
            for (Future<Long> future : futures) {
                assertEquals(500 * 45, future.get());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void whatATaskThrowsReachesTheCallerAndThePoolLivesOn(int count) {
        try (var threads = new CpuThreads(count)) {
            var thrown = new IllegalStateException("task 3");
            var caught = assertThrows(IllegalStateException.class, () -> threads.forEach(100, task -> {
                if (task == 3) {
                    throw thrown;
                }
            }));
            assertSame(thrown, caught);
            everyTaskRuns(threads);
        }
    }

    @Test
    void laterFailuresAreSuppressed() {
        try (var threads = new CpuThreads(2)) {
            var both = new CountDownLatch(2);
            var caught = assertThrows(IllegalStateException.class, () -> threads.forEach(2, task -> {
                meet(both);
                throw new IllegalStateException("task " + task);
            }));
            assertEquals(1, caught.getSuppressed().length);
        }
    }

    @Test
    void anInterruptedCallerStaysInterruptedAndWaits() {
        try (var threads = new CpuThreads(2)) {
            var both = new CountDownLatch(2);
            Thread.currentThread().interrupt();
            var done = new AtomicIntegerArray(2);
            threads.forEach(2, task -> {
                both.countDown();
                while (both.getCount() > 0) {
                    Thread.onSpinWait();
                }
                done.set(task, 1);
            });
            assertTrue(Thread.interrupted());
            assertEquals(2, done.get(0) + done.get(1));
        }
    }

    @Test
    void afterCloseTheCallerRunsAllTasks() {
        var threads = new CpuThreads(3);
        threads.close();
        var caller = Thread.currentThread();
        threads.forEach(10, task -> assertSame(caller, Thread.currentThread()));
        everyTaskRuns(threads);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "", "1e3", "99999999999"})
    void aBadPropertyIsNamed(String value) {
        String before = System.setProperty(CpuThreads.PROPERTY, value);
        try {
            var thrown = assertThrows(IllegalArgumentException.class, CpuThreads::fromProperties);
            assertEquals(
                    "culebra.threads: must be a number of threads, 1 to 1024, was \"" + value + "\"",
                    thrown.getMessage());
        } finally {
            restore(before);
        }
    }

    @Test
    void thePropertySetsTheCount() {
        String before = System.setProperty(CpuThreads.PROPERTY, "3");
        try (var threads = CpuThreads.fromProperties()) {
            assertEquals(3, threads.count());
        } finally {
            restore(before);
        }
    }

    @Test
    void aCountOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new CpuThreads(0));
        assertThrows(IllegalArgumentException.class, () -> new CpuThreads(1025));
    }

    private static void everyTaskRuns(CpuThreads threads) {
        var runs = new AtomicIntegerArray(20);
        threads.forEach(20, runs::incrementAndGet);
        for (int i = 0; i < 20; i++) {
            assertEquals(1, runs.get(i));
        }
    }

    private static void meet(CountDownLatch latch) {
        latch.countDown();
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS), "the threads of the pool did not all take part");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertFalse(Thread.currentThread().isInterrupted());
    }

    private static void restore(String before) {
        if (before == null) {
            System.clearProperty(CpuThreads.PROPERTY);
        } else {
            System.setProperty(CpuThreads.PROPERTY, before);
        }
    }
}
