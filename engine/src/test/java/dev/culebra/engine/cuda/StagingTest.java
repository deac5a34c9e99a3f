package dev.culebra.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Uploads while the card has yet to come to those before: it copies from the staging buffers later than they were filled. */
class StagingTest {
    private static final int MANY = 100;
    private static final int ELEMENTS = 10_001;

    private static float[] numbers(int seed, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = seed * 31 + i;
        }
        return numbers;
    }

    private static Tensor upload(float[] numbers, Device card) {
        return Tensor.copyOf(MemorySegment.ofArray(numbers), Shape.of(numbers.length), DType.F32, card);
    }

    @Test
    void manySmallUploadsKeepTheirBytes() {
        Device card = Cards.emulated();
        try (Scope _ = Scope.open()) {
            List<Tensor> tensors = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                tensors.add(upload(numbers(i, ELEMENTS), card));
            }
            for (int i = 0; i < MANY; i++) {
                assertArrayEquals(numbers(i, ELEMENTS), tensors.get(i).toFloats(), "upload " + i);
            }
        }
    }

    @Test
    void anUploadThatIsLargerThanTheBuffersKeepsItsBytes() {
        Device card = Cards.emulated();
        float[] many = numbers(5, 1_300_001);
        try (Tensor small = upload(numbers(1, 3), card); Tensor large = upload(many, card)) {
            assertArrayEquals(many, large.toFloats());
            assertArrayEquals(numbers(1, 3), small.toFloats());
        }
    }
}
