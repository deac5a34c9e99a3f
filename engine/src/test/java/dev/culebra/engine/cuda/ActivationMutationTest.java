package dev.culebra.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.cuda.Cuda;
import dev.culebra.cuda.CudaException;
import dev.culebra.cuda.Grid;
import dev.culebra.cuda.KernelArguments;
import dev.culebra.cuda.KernelSource;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds check of the kernels by hand, which no backend launches. */
class ActivationMutationTest {
    private static final Pattern BRANCH = Pattern.compile("@%p\\d+\\s+bra");
    private static final int ELEMENTS = 100;
    private static final int THREADS = 256;

    @AfterEach
    void forget() {
        Cards.driver().set("quiet", 0);
        Cards.driver().clearFindings();
    }

    @ParameterizedTest
    @CsvSource({"RELU, culebra_relu_f32", "SIGMOID, culebra_sigmoid_f32"})
    void theBoundsCheckIsMissed(KernelSource source, String kernel) {
        String whole = source.ptx();
        Cards.driver().set("quiet", 1);
        run(whole, kernel);
        assertEquals(List.of(), Cards.driver().findings());
        String mistaken = PtxText.of(whole, kernel).without(BRANCH, 0);
        CudaException lost = assertThrows(CudaException.class, () -> run(mistaken, kernel));
        assertEquals("CUDA_ERROR_ILLEGAL_ADDRESS", lost.error());
        assertTrue(lost.getMessage().contains("launched last: " + kernel), lost::getMessage);
        String said = String.join(" ", Cards.driver().findings()).replaceAll(" +", " ");
        assertTrue(said.matches(
                "kernel '" + kernel + "', PTX line \\d+: ld\\.global\\.nc\\.f32.* out of bounds: read of 4 bytes .*"
                        + "past the end of 400 bytes .*"),
                said);
    }

    private static void run(String ptx, String kernel) {
        Cards.Own own = Cards.own();
        Cuda cuda = own.found().cuda();
        cuda.contexts().setCurrent(cuda.devices().retainPrimaryContext(cuda.devices().device(own.ordinal())));
        long stream = cuda.streams().create();
        long x = cuda.memory().allocateAsync(ELEMENTS * Float.BYTES, stream);
        long y = cuda.memory().allocateAsync(ELEMENTS * Float.BYTES, stream);
        cuda.memory().fillAsync(x, (byte) 0, ELEMENTS * Float.BYTES, stream);
        long function = cuda.modules().function(cuda.modules().load(ptx), kernel);
        cuda.modules().launch(function, Grid.of(1, THREADS), stream,
                KernelArguments.start().address(x).address(y).int64(
                        ELEMENTS));
        cuda.streams().synchronize(stream);
        cuda.memory().freeAsync(x, stream);
        cuda.memory().freeAsync(y, stream);
        cuda.streams().synchronize(stream);
    }
}
