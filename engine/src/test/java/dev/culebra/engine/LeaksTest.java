package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.contract.NoLeaks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is forgotten is freed, and reported. */
@ExtendWith(NoLeaks.class)
class LeaksTest {
    private static final Logger LOGGER = Logger.getLogger("dev.culebra.engine");
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            warnings.add(logged.getMessage());
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
    }

    @Test
    void aForgottenTensorIsFreedAndReported() {
        long found = Leaks.found();
        long used = Tensors.device().memory().usedBytes();
        forgetTensor();
        collectUntilWarnedOf("tensor [7, 3] F32 on reference");
        assertEquals(used, Tensors.device().memory().usedBytes());
        assertEquals(found + 1, Leaks.found());
    }

    @Test
    void aForgottenViewKeepsNothingAlive() {
        try (Tensor x = Tensors.range(4)) {
            forgetViewOf(x);
            collectUntilWarnedOf("tensor [2, 2] F32 on reference");
            assertEquals(1, x.view().storage().references());
        }
    }

    @Test
    void theScopeOfADeadThreadIsFreedAndReported() throws InterruptedException {
        long used = Tensors.device().memory().usedBytes();
        Thread thread = new Thread(() -> {
            Scope.open();
            Tensors.range(5);
            Tensors.range(6);
        });
        thread.start();
        thread.join();
        collectUntilWarnedOf("scope with 2 tensors");
        assertEquals(used, Tensors.device().memory().usedBytes());
    }

    @Test
    void whatIsClosedIsNotReported() {
        long found = Leaks.found();
        for (int i = 0; i < 100; i++) {
            Tensors.range(2).close();
            try (Scope _ = Scope.open()) {
                Tensors.range(3);
            }
        }
        forgetTensor();
        collectUntilWarnedOf("tensor [7, 3] F32 on reference");
        assertEquals(found + 1, Leaks.found());
    }

    @Test
    void anOpenScopeIsNotForgottenWhileItsThreadLives() {
        Scope scope = Scope.open();
        try {
            Tensors.range(5);
            try (Scope _ = Scope.open()) {
                Tensors.range(6).detach();
            }
            collectUntilWarnedOf("tensor [6] F32 on reference");
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

    /** Collects garbage until the cleaner's thread has found the leak. */
    private void collectUntilWarnedOf(String forgotten) {
        String warning = "leak: " + forgotten + " was never closed; -Dculebra.trace=true tells where it was made";
        long start = System.nanoTime();
        while (!warnings.contains(warning) && System.nanoTime() - start < PATIENCE_NANOS) {
            System.gc();
            try {
                Thread.sleep(5);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
        assertTrue(warnings.contains(warning), () -> "no \"%s\" within 20 s, only %s".formatted(warning, warnings));
    }
}
