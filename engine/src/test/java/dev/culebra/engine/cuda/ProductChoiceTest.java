package dev.culebra.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.culebra.cuda.discovery.CudaDiscovery;
import dev.culebra.cuda.discovery.CudaSettings;
import dev.culebra.cuda.discovery.Discovery;
import dev.culebra.engine.Device;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Expr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which library a product is left to, seen by the calls that it makes. */
class ProductChoiceTest extends OnCard {
    private static final Expr BIASED = Expr.input(0).add(Expr.input(1));
    private static final List<String> FUSED = List.of("cuMemAllocAsync", "cublasLtMatmul");
    private static final List<String> THEN_MAPPED =
            List.of("cuMemAllocAsync", "cublasGemmStridedBatchedEx", "cuLaunchKernel");

    @BeforeEach
    void assumeCublas() {
        assumeFalse(card.backend().description().contains("no cuBLAS"), "cuBLAS is hidden: there is nothing to choose");
    }

    /** The calls of {@code x [2, 3] · w [3, 2]} with an epilogue, when everything that it needs is loaded. */
    private static List<String> calls(Device device, Expr f, Tensor... operands) {
        Tensor x = floats(device, Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        Tensor w = floats(device, Shape.of(3, 2), 1, -1, 0, 1, 1, -2);
        x.matmul(w, Epilogue.of(f, operands));
        return Cards.calls(() -> x.matmul(w, Epilogue.of(f, operands)));
    }

    @Test
    void epiloguesOfLayersArePartOfTheProduct() {
        Tensor bias = floats(card, Shape.of(2), 0.5f, -1);
        for (Expr f : List.of(BIASED, Activations.RELU.apply(BIASED), Activations.GELU_TANH.apply(BIASED))) {
            assertEquals(FUSED, calls(card, f, bias), f.toString());
        }
        for (Expr f : List.of(Activations.RELU, Activations.GELU_TANH)) {
            assertEquals(FUSED, calls(card, f), f.toString());
        }
    }

    @Test
    void othersAreOneKernelAfterIt() {
        Tensor bias = floats(card, Shape.of(2), 0.5f, -1);
        Tensor whole = floats(card, Shape.of(2, 2), 1, 2, 3, 4);
        Tensor offset = floats(card, Shape.of(3), 0, 0.5f, -1).slice(0, 1, 3);
        assertEquals(THEN_MAPPED, calls(card, BIASED.sigmoid(), bias));
        assertEquals(THEN_MAPPED, calls(card, Activations.GELU.apply(BIASED), bias), "GELU by erf");
        assertEquals(THEN_MAPPED, calls(card, BIASED, whole), "no row");
        assertEquals(THEN_MAPPED, calls(card, BIASED, offset), "at no multiple of 16");
    }

    @Test
    void aPlainProductIsCublas() {
        assertEquals(List.of("cuMemAllocAsync", "cublasGemmStridedBatchedEx"), calls(card, Expr.input(0)));
    }

    @Test
    void aBatchWithOneRightFactorIsOneProduct() {
        Tensor x = floats(card, Shape.of(2, 1, 2), 1, 2, 3, 4);
        Tensor w = floats(card, Shape.of(2, 2), 1, 0, 0, 10);
        Tensor bias = floats(card, Shape.of(2), 1, 2);
        x.matmul(w, Epilogue.of(BIASED, bias));
        assertEquals(FUSED, Cards.calls(() -> x.matmul(w, Epilogue.of(BIASED, bias))));
        assertArrayEquals(new float[] {2, 22, 4, 42}, x.matmul(w, Epilogue.of(BIASED, bias)).toFloats());
    }

    @Test
    void aWorkspaceIsNotSpare() {
        Device own = Cards.own(UnaryOperator.identity());
        Tensor bias = floats(own, Shape.of(2), 0.5f, -1);
        assertEquals(FUSED, calls(own, BIASED, bias));
        own.backend().trim();
        assertEquals(0, own.memory().spareBytes());
    }

    private static Device opened(CudaSettings settings) {
        return switch (CudaDiscovery.run(settings)) {
            case Discovery.Found found -> new CudaBackend("cuda-other", found, 0).device();
            case Discovery.Missing missing -> throw new AssertionError(missing.reason());
        };
    }

    @Test
    void withoutCublasOurOwnKernelMultiplies() {
        Device bare = opened(CudaSettings.ofProperties().withFolder(CudaDevices.emulator()).withoutBlas());
        String description = bare.backend().description();
        assertTrue(
                description
                        .endsWith("no cuBLAS (not wanted (culebra.cuda.blas=none)), products by Culebra's own kernel"),
                description);
        Tensor bias = floats(bare, Shape.of(2), 0.5f, -1);
        assertEquals(List.of("cuMemAllocAsync", "cuLaunchKernel", "cuLaunchKernel"), calls(bare, BIASED, bias));
        Tensor x = floats(bare, Shape.of(1, 2), 3, 4);
        assertArrayEquals(new float[] {11}, x.matmul(floats(bare, Shape.of(2, 1), 1, 2)).toFloats());
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 13})
    void cublasIsFoundUnderEitherName(int major, @TempDir Path folder) throws IOException {
        List<String> names = List.of("libcuda.so.1", "libcublas.so." + major, "libcublasLt.so." + major);
        for (String name : names) {
            Files.createSymbolicLink(folder.resolve(name), CudaDevices.emulator().resolve(name));
        }
        Device device = opened(CudaSettings.ofProperties().withFolder(folder));
        String description = device.backend().description();
        assertTrue(description.endsWith("libcublas.so." + major + " with cuBLASLt"), description);
        assertEquals(List.of("cuMemAllocAsync", "cublasGemmStridedBatchedEx"), calls(device, Expr.input(0)));
        for (String name : names) {
            Files.delete(folder.resolve(name));
        }
    }
}
