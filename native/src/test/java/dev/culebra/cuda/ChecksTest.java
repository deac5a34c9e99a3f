package dev.culebra.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.cuda.driver.Result;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the driver's codes. */
class ChecksTest {
    private final FakeDriver driver = new FakeDriver();
    private final Cuda cuda = new Cuda(driver);

    @Test
    void messageNamesCallErrorAndArguments() {
        driver.codes.put("memcpyDtoDAsync", 1);
        CudaException e = assertThrows(CudaException.class, () -> cuda.memory().copyAsync(0x70, 0x80, 4096, 0xabc));
        assertEquals("cuMemcpyDtoDAsync_v2: text of 1 (1, NAME_1): to 0x70, from 0x80, bytes 4,096, stream 0xabc",
                e.getMessage());
        assertEquals("cuMemcpyDtoDAsync_v2", e.call());
        assertEquals(1, e.code());
        assertEquals("NAME_1", e.error());
        assertFalse(e.isContextLost());
    }

    @Test
    void outOfMemorySaysHowMuchThereIs() {
        driver.codes.put("memAllocAsync", Result.OUT_OF_MEMORY);
        CudaException e = assertThrows(CudaException.class, () -> cuda.memory().allocateAsync(1L << 30, 0));
        assertEquals("cuMemAllocAsync: text of 2 (2, NAME_2): requested 1,073,741,824 bytes; 512 MiB free of 80.0 GiB",
                e.getMessage());
        assertTrue(e.isOutOfMemory());
    }

    @Test
    void codeThatTheDriverDoesNotKnow() {
        driver.codes.put("ctxSynchronize", 4711);
        CudaException e = assertThrows(CudaException.class, cuda.contexts()::synchronize);
        assertEquals("cuCtxSynchronize: unknown error (4711, no name for this code)", e.getMessage());
    }

    @Test
    void launchNamesTheGrid() {
        driver.codes.put("launchKernel", 701);
        KernelArguments none = KernelArguments.start();
        CudaException e = assertThrows(CudaException.class,
                () -> cuda.modules().launch(0x5, Grid.linear(1000, 256).withSharedBytes(64), 0x9, none));
        assertEquals("cuLaunchKernel: text of 701 (701, NAME_701): function 0x5, grid [4, 1, 1], block [256, 1, 1], "
                + "shared 64 bytes, stream 0x9", e.getMessage());
        assertFalse(e.isContextLost());
    }

    @Test
    void notReadyIsAnAnswer() {
        driver.codes.put("streamQuery", Result.NOT_READY);
        driver.codes.put("eventQuery", Result.NOT_READY);
        assertFalse(cuda.streams().isDone(1));
        assertFalse(cuda.events().isDone(1));
        driver.codes.clear();
        assertTrue(cuda.streams().isDone(1));
        assertTrue(cuda.events().isDone(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {214, 220, 226, 700, 702, 710, 714, 715, 716, 717, 718, 719, 721, 810})
    void lostContextRefusesFurtherCallsAndNamesTheFirstFailure(int code) {
        driver.codes.put("streamSynchronize", code);
        CudaException first = assertThrows(CudaException.class, () -> cuda.streams().synchronize(0x9));
        assertTrue(first.isContextLost());
        assertEquals("cuStreamSynchronize: text of " + code + " (" + code + ", NAME_" + code
                + "), perhaps of work submitted before this call: stream 0x9", first.getMessage());

        driver.called.clear();
        CudaException later = assertThrows(CudaException.class, () -> cuda.memory().allocateAsync(64, 0));
        assertEquals("cuMemAllocAsync: refused, because the context was lost before: " + first.getMessage(),
                later.getMessage());
        assertSame(first, later.getCause());
        assertEquals(code, later.code());
        assertFalse(driver.called.contains("memAllocAsync"));
    }

    @Test
    void whatALostContextHeldNeedsNoFreeing() {
        driver.codes.put("streamSynchronize", 700);
        assertThrows(CudaException.class, () -> cuda.streams().synchronize(0));
        driver.called.clear();
        cuda.memory().free(1);
        cuda.memory().freeAsync(1, 2);
        cuda.streams().destroy(1);
        cuda.events().destroy(1);
        cuda.modules().unload(1);
        cuda.pools().destroy(1);
        cuda.graphs().destroy(1);
        assertEquals(Set.of("ctxGetCurrent"), Set.copyOf(driver.called));
    }

    @Test
    void otherContextsGoOn() {
        driver.codes.put("streamSynchronize", 700);
        assertThrows(CudaException.class, () -> cuda.streams().synchronize(0));
        driver.codes.clear();
        assertTrue(cuda.contexts().isLost());
        driver.current = 0x2000;
        assertFalse(cuda.contexts().isLost());
        cuda.streams().synchronize(0);
        driver.current = 0x1000;
        assertThrows(CudaException.class, () -> cuda.streams().synchronize(0));
    }

    @Test
    void mistakesOfTheCallerLoseNothing() {
        for (int code : new int[] {1, 2, 201, 218, 222, 400, 701, 712, 713, 900}) {
            driver.codes.put("streamSynchronize", code);
            assertFalse(assertThrows(CudaException.class, () -> cuda.streams().synchronize(0)).isContextLost());
        }
        driver.codes.clear();
        cuda.streams().synchronize(0);
    }

    @Test
    void versionOfTheDriver() {
        assertEquals("13.2", cuda.version().toString());
        assertTrue(new CudaVersion(12, 8).compareTo(CudaVersion.of(12060)) > 0);
    }
}
