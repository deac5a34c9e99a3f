package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.contract.NoLeaks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is forgotten is freed, and reported. */
@ExtendWith(NoLeaks.class)
class LeaksTest {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final long before = Leaks.found();
    private final long used = Tensors.device().memory().usedBytes();

    @Test
    void aForgottenTensorIsFreedAndReported() {
        forgetTensor();
        assertNextLeak("tensor [7, 3] F32 on reference");
        assertEquals(used, Tensors.device().memory().usedBytes());
    }

    @Test
    void aForgottenViewKeepsNothingAlive() {
        try (Tensor x = Tensors.range(4)) {
            forgetViewOf(x);
            assertNextLeak("tensor [2, 2] F32 on reference");
            assertEquals(1, x.view().storage().references());
        }
    }

    @Test
    void theScopeOfADeadThreadIsFreedAndReported() throws InterruptedException {
        Thread thread = new Thread(() -> {
            Scope.open();
            Tensors.range(5);
            Tensors.range(6);
        });
        thread.start();
        thread.join();
        assertNextLeak("scope with 2 tensors");
        assertEquals(used, Tensors.device().memory().usedBytes());
    }

    @Test
    void ofNestedScopesOnlyThoseWithTensorsAreReported() throws InterruptedException {
        Thread thread = new Thread(() -> {
            Scope.open();
            Scope.open();
            Tensors.range(5);
            Scope.open();
        });
        thread.start();
        thread.join();
        assertNextLeak("scope with 1 tensors");
        assertEquals(used, Tensors.device().memory().usedBytes());
    }

    @Test
    void whatIsClosedIsNotReported() {
        for (int i = 0; i < 100; i++) {
            Tensors.range(2).close();
            try (Scope _ = Scope.open()) {
                Tensors.range(3);
            }
        }
        forgetTensor();
        assertNextLeak("tensor [7, 3] F32 on reference");
        assertEquals(before + 1, Leaks.found());
    }

    @Test
    void anOpenScopeIsNotForgottenWhileItsThreadLives() {
        Scope scope = Scope.open();
        try {
            Tensors.range(5);
            try (Scope _ = Scope.open()) {
                Tensors.range(6).detach();
            }
            assertNextLeak("tensor [6] F32 on reference");
            assertEquals(1, scope.size());
        } finally {
            scope.close();
        }
    }

    private static void forgetTensor() {
        Tensors.range(7, 3);
    }

    private static void forgetViewOf(Tensor x) {
        x.reshape(2, 2);
    }

    /** Collects garbage until the cleaner's thread has found one more leak. */
    private void assertNextLeak(String forgotten) {
        long start = System.nanoTime();
        while (Leaks.found() == before && System.nanoTime() - start < PATIENCE_NANOS) {
            System.gc();
            try {
                Thread.sleep(5);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
        assertEquals("leak: " + forgotten + " was never closed; -Dculebra.trace=true tells where it was made", Leaks
                .lastFound());
        assertEquals(before + 1, Leaks.found());
    }
}
