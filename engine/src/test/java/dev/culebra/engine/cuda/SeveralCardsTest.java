package dev.culebra.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.DeviceException;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.interop.CudaStream;
import dev.culebra.engine.interop.CudaTensors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Two cards in one process, used by one thread in turn. */
class SeveralCardsTest extends OnCard {
    private final Device first = card;
    private final Device second = Cards.own(UnaryOperator.identity());

    @Test
    void eachComputesWithWhatItHas() {
        Tensor here = floats(first, 1, 2);
        Tensor there = floats(second, 10, 20);
        for (int i = 0; i < 3; i++) {
            here = here.mul(2);
            there = there.add(1);
            here = here.add(1);
        }
        assertArrayEquals(new float[] {13, 23}, there.toFloats());
        assertArrayEquals(new float[] {15, 23}, here.toFloats());
        assertArrayEquals(new float[] {13 * 13 + 23 * 23}, there.matmul(there).reshape(1).toFloats());
    }

    @Test
    void tensorsOfTwoCardsDoNotMix() {
        Tensor here = floats(first, 1, 2);
        Tensor there = floats(second, 1, 2);
        String differ = ": tensors are on different devices (%s ≠ %s)".formatted(first, second);
        assertEquals("add" + differ + "; move one with to(Device)", assertThrows(DeviceException.class, () -> here.add(
                there)).getMessage());
        assertEquals("matmul" + differ + ": product [], epilogue operand [2]".replace("[]", "[1, 1]"), assertThrows(
                DeviceException.class, () -> here.unsqueeze(0).matmul(here.unsqueeze(1), Epilogue.of(Expr.input(0).add(
                        Expr.input(1)), there)))
                .getMessage());
    }

    @Test
    void copiesGoFromOneToTheOther() {
        Tensor here = floats(first, 1, 2, 3, 4, 5, 6).reshape(2, 3).mul(2);
        Tensor there = here.transpose().to(second);
        assertEquals(second, there.device());
        assertArrayEquals(new float[] {2, 8, 4, 10, 6, 12}, there.toFloats());
        Tensor back = there.add(1).to(first).add(here.transpose());
        assertArrayEquals(new float[] {5, 17, 9, 21, 13, 25}, back.toFloats());
        assertArrayEquals(new float[] {2, 8}, there.slice(0, 0, 1).to(Device.of("cpu")).toFloats());
    }

    @Test
    void eachHasAnAccountOfItsOwn() {
        long here = first.memory().usedBytes();
        long there = second.memory().usedBytes();
        try (Tensor _ = Tensor.zeros(Shape.of(1000), DType.F32, second)) {
            assertEquals(here, first.memory().usedBytes());
            assertEquals(there + 4000, second.memory().usedBytes());
        }
        assertEquals(there, second.memory().usedBytes());
    }

    @Test
    void memoryOfTheOtherCardIsNotBorrowed() {
        long address = CudaTensors.address(floats(second, 1));
        assertEquals("borrow: address 0x%x is not memory of %s".formatted(address, first), assertThrows(
                IllegalArgumentException.class, () -> CudaTensors.borrow(address, Shape.of(1), DType.F32, first))
                .getMessage());
    }

    @Test
    void anAdoptedStreamConcernsItsCardAlone() {
        Tensor there = floats(second, 1, 2);
        long own = CudaStream.current(second);
        try (CudaStream _ = CudaStream.adopt(0, first)) {
            assertEquals(own, CudaStream.current(second));
            assertArrayEquals(new float[] {2, 4}, there.mul(2).toFloats());
            assertArrayEquals(new float[] {2, 4}, floats(first, 1, 2).mul(2).toFloats());
        }
    }

    @Test
    void thereAreNoMoreThanThereAre() {
        String message = assertThrows(DeviceException.class, () -> Device.of("cuda-emulated:9999")).getMessage();
        assertTrue(message.startsWith("device: cuda-emulated:9999 cannot be used: this host has "), message);
        assertEquals(first, Device.of("cuda-emulated:0"));
    }
}
