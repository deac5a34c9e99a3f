package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

@SuppressWarnings("restricted")
class KernelArgumentsTest {
    private static MemorySegment argument(KernelArguments arguments, int index, long bytes) {
        return arguments.pointers().getAtIndex(ADDRESS, index).reinterpret(bytes);
    }

    @Test
    void eachPointerLeadsToItsValue() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocateFrom(JAVA_INT, 11, 12, 13);
            KernelArguments arguments = KernelArguments.start().address(0x7f00_0000_1234L).int32(-5).struct(struct)
                    .float32(1.5f).float64(2.5);
            assertEquals(0x7f00_0000_1234L, argument(arguments, 0, 8).get(JAVA_LONG, 0));
            assertEquals(-5, argument(arguments, 1, 4).get(JAVA_INT, 0));
            assertEquals(13, argument(arguments, 2, 12).get(JAVA_INT, 8));
            assertEquals(1.5f, argument(arguments, 3, 4).get(JAVA_FLOAT, 0));
            assertEquals(2.5, argument(arguments, 4, 8).get(JAVA_DOUBLE, 0));
        }
    }

    @Test
    void aThreadUsesTheSameMemoryAgain() {
        KernelArguments first = KernelArguments.start().int32(1).int32(2);
        assertSame(first, KernelArguments.start().int32(3));
        assertEquals(3, argument(first, 0, 4).get(JAVA_INT, 0));
    }

    @Test
    void moreThanAKernelCanTake() {
        KernelArguments full = KernelArguments.start();
        for (int i = 0; i < 512; i++) {
            full.int32(i);
        }
        assertEquals("kernel arguments: 4104 bytes, at most 4096",
                assertThrows(IndexOutOfBoundsException.class, () -> full.int32(512)).getMessage());
    }

    @Test
    void gridCoversAllElements() {
        assertEquals(new Grid(4, 1, 1, 256, 1, 1, 0), Grid.linear(1000, 256));
        assertEquals(new Grid(4, 1, 1, 256, 1, 1, 0), Grid.linear(1024, 256));
        assertThrows(ArithmeticException.class, () -> Grid.linear(1L << 40, 256));
    }
}
