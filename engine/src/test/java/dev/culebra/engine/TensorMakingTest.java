package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.contract.NoLeaks;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class TensorMakingTest {
    @Test
    void fromArraysOnTheStandardDevice() {
        try (Scope _ = Scope.open()) {
            Tensor floats = Tensor.of(1, 2, 3);
            assertEquals(Shape.of(3), floats.shape());
            assertEquals(DType.F32, floats.dtype());
            assertSame(Device.standard(), floats.device());
            assertArrayEquals(new float[] {1, 2, 3, 4}, Tensor.of(Shape.of(2, 2), 1, 2, 3, 4).toFloats());
            assertEquals(DType.F64, Tensor.of(Shape.of(1), new double[] {0.1}).dtype());
            assertEquals(0.1, Tensor.of(Shape.of(1), new double[] {0.1}).item());
            assertEquals(DType.I32, Tensor.of(Shape.of(2), new int[] {1, -2}).dtype());
            assertArrayEquals(new int[] {1, -2}, Tensor.of(Shape.of(2), new int[] {1, -2}).toInts());
            assertArrayEquals(new long[] {Long.MIN_VALUE},
                    Tensor.of(Shape.of(1), new long[] {Long.MIN_VALUE}).toLongs());
            assertArrayEquals(new boolean[] {true, false},
                    Tensor.of(Shape.of(2), new boolean[] {true, false}).toBooleans());
        }
    }

    @Test
    void fromConstants() {
        try (Scope _ = Scope.open()) {
            assertArrayEquals(new float[] {0.5f, 0.5f},
                    Tensor.full(Shape.of(2), 0.5, DType.F32, Tensors.device()).toFloats());
            assertArrayEquals(new long[2], Tensor.zeros(Shape.of(2), DType.I64, Tensors.device()).toLongs());
            assertArrayEquals(new boolean[] {true},
                    Tensor.full(Shape.of(1), 3, DType.BOOL, Tensors.device()).toBooleans());
        }
    }

    @Test
    void nothingIsLeftAllocatedWhenFillingFails() {
        long used = Tensors.device().memory().usedBytes();
        try (Tensor x = Tensors.range(4, 2); Tensor index = Tensors.index(9)) {
            long during = Tensors.device().memory().usedBytes();
            Rejected.because("gather: index 9 at [0, 0] lies outside axis 0 of size 4", IndexOutOfBoundsException.class,
                    () -> x.indexSelect(0, index));
            assertEquals(during, Tensors.device().memory().usedBytes());
        }
        assertEquals(used, Tensors.device().memory().usedBytes());
    }

    @Test
    void outOfMemoryLosesNothing() {
        Device cpu = Device.of("cpu");
        try (Tensor x = Tensor.copyOf(MemorySegment.ofArray(new float[] {1, 2}), Shape.of(2), DType.F32, cpu);
                Tensor _ = Tensor.zeros(Shape.of(1000, 999), DType.F32, cpu).named("table")) {
            MemoryUse before = cpu.memory();
            DeviceMemoryException none = assertThrows(DeviceMemoryException.class,
                    () -> Tensor.zeros(Shape.of(1L << 45), DType.F64, cpu));
            assertEquals("cpu: out of memory: requested 281,474,976,710,656 bytes", none.getMessage().split(";")[0]);
            assertTrue(none.getMessage().contains("; largest: table [1000, 999] F32"), none::getMessage);
            assertEquals(before.usedBytes(), cpu.memory().usedBytes());
            try (Tensor y = x.add(1)) {
                assertArrayEquals(new float[] {2, 3}, y.toFloats());
            }
        }
    }
}
