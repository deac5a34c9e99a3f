package dev.culebra.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.cuda.CudaException;
import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A kernel that fails costs its context: the first error says what it can, and everything after it says that it was the first. */
@Tag("card")
class LaunchFailureTest {
    private final List<Cards.Own> cards = new ArrayList<>();
    private Device card = Device.of("cpu");

    @BeforeEach
    void open() {
        card = own();
        Cards.driver().set("quiet", 1);
    }

    private Device own() {
        cards.add(Cards.own());
        return cards.getLast().device(UnaryOperator.identity());
    }

    @AfterEach
    void forget() {
        cards.forEach(Cards.Own::release);
        Cards.driver().clearFindings();
        Cards.driver().set("quiet", 0);
    }

    @Test
    void theFirstErrorNamesTheKernelsAndFurtherWorkIsRefused() {
        CudaException first;
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.full(Shape.of(100), 2, DType.F32, card);
            Tensor softmax = x.reshape(10, 10).softmax(1);
            assertEquals(0.1f, softmax.toFloats()[0], 1e-7f);
            Cards.driver().set("fail-launch", 1);
            Tensor sum = x.exp().sum();
            first = assertThrows(CudaException.class, sum::toFloats);
            assertEquals(719, first.code());
            assertTrue(first.isContextLost());
            assertTrue(first.getMessage()
                    .matches("cu\\w+: unspecified launch failure \\(719, CUDA_ERROR_LAUNCH_FAILED\\), "
                            + "perhaps of work submitted before this call: .*; launched last: culebra_sum_rows_f32, "
                            + "culebra_map of exp\\(.*\\), culebra_softmax_f32, .*; CUDA_LAUNCH_BLOCKING=1 .*"),
                    first::getMessage);
            assertTrue(Cards.driver().findings().getFirst().contains("culebra_map"),
                    Cards.driver().findings()::toString);

            assertRefused(first, () -> x.add(1));
            assertRefused(first, softmax::toFloats);
            assertRefused(first, () -> Tensor.zeros(Shape.of(3), DType.F32, card));
            assertRefused(first, card.backend()::synchronize);
            assertRefused(first, card::memory);
        }
    }

    private static void assertRefused(CudaException first, Executable work) {
        CudaException refused = assertThrows(CudaException.class, work);
        assertTrue(refused.getMessage().matches("cu\\w+: refused, because the context was lost before: .*"),
                refused::getMessage);
        assertTrue(refused.getMessage().endsWith(first.getMessage()), refused::getMessage);
        assertSame(first, refused.getCause());
        assertTrue(refused.isContextLost());
    }

    @Test
    void otherCardsGoOn() {
        Device other = own();
        try (Scope _ = Scope.open()) {
            Tensor here = Tensor.full(Shape.of(4), 2, DType.F32, card);
            Tensor there = Tensor.full(Shape.of(4), 3, DType.F32, other);
            card.backend().synchronize();
            other.backend().synchronize();
            Cards.driver().set("fail-launch", 1);
            assertThrows(CudaException.class, here.add(1)::toFloats);
            assertArrayEquals(new float[] {4, 4, 4, 4}, there.add(1).toFloats());
        }
    }
}
