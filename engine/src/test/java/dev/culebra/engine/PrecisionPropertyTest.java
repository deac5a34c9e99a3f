package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a thread computes in that has not said anything. */
class PrecisionPropertyTest {
    @AfterEach
    void clear() {
        System.clearProperty(Precision.PROPERTY);
    }

    private static Precision ofNewThread() throws InterruptedException, ExecutionException {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            return thread.submit(Precision::current).get();
        }
    }

    @Test
    void theProcessHasAPrecision() throws InterruptedException, ExecutionException {
        assertSame(Precision.F32, ofNewThread());
        System.setProperty(Precision.PROPERTY, "bf16");
        assertSame(Precision.BF16, ofNewThread());
    }

    @Test
    void anUnknownNameIsRefused() {
        System.setProperty(Precision.PROPERTY, "half");
        Throwable refused = assertThrows(ExecutionException.class, PrecisionPropertyTest::ofNewThread).getCause();
        assertEquals("culebra.cuda.precision: f32, tf32 or bf16, not half", refused.getMessage());
    }
}
