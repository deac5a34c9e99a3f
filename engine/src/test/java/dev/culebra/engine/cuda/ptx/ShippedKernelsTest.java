package dev.culebra.engine.cuda.ptx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.cuda.KernelSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.AssertionFailedError;

/** What ships compiles for old cards and for newer ones. */
class ShippedKernelsTest {
    @ParameterizedTest
    @EnumSource
    void compiles(KernelSource kernels) {
        PtxCompiler.assumeAvailable();
        PtxCompiler.ARCHITECTURES.forEach(architecture -> PtxCompiler.accept(architecture, kernels.ptx()));
    }

    @Test
    void aMistakeIsRefused() {
        PtxCompiler.assumeAvailable();
        String wrong = KernelSource.RELU.ptx().replace("ld.param.u64", "ld.param.f17");
        assertTrue(assertThrows(AssertionFailedError.class, () -> PtxCompiler.accept("sm_75", wrong)).getMessage()
                .contains(".f17"));
    }
}
