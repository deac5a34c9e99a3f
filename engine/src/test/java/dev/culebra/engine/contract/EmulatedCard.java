package dev.culebra.engine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.cuda.EmulatedDriver;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.cuda.CudaBackend;
import java.util.List;
import org.junit.jupiter.api.Named;

/** What the emulated card says when all tests are done. */
final class EmulatedCard {
    private static final String NAME = "cuda-emulated";
    private static final int COLLECTIONS = 20;
    private static final long BETWEEN_MILLIS = 50;

    private EmulatedCard() {}

    /** Fails if anything is still allocated, or the driver found anything else that no test has asked about. */
    static void check() {
        Backends.all().filter(backend -> backend.getName().equals(NAME)).map(Named::getPayload).forEach(
                EmulatedCard::check);
    }

    private static void check(Backend backend) {
        EmulatedDriver driver = EmulatedDriver.in(EmulatedDriver.folder().orElseThrow());
        ((CudaBackend) backend).leave();
        collect();
        driver.end();
        assertEquals(List.of(), driver.findings(), "what the emulated card found by the end");
    }

    /** Streams of threads that are gone, with their buffers, wait for the garbage collector. */
    private static void collect() {
        try {
            for (int i = 0; i < COLLECTIONS; i++) {
                System.gc();
                Thread.sleep(BETWEEN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
