package dev.culebra.bench.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionTest {
    @Test
    void arrivesAsItWasSent() {
        for (Question question : List.of(new Question.Product(64, 16, 784, "nt", "f32"),
                new Question.Array("six", 4, 1024),
                new Question.Step(List.of(784, 128, 10), 64, "relu", true, 10, 0.1), new Question.Host("add"),
                new Question.Verb("softmax", List.of(64, 10)))) {
            assertEquals(question, Question.of(question.toJson()));
            assertTrue(Question.CASES.contains(question.kind()));
        }
        assertThrows(UnsupportedOperationException.class, () -> Question.of("{\"case\": \"riddle\"}"));
    }

    @Test
    void isRefusedByALibraryThatDoesNotKnowIt() {
        Library multiplies = new Library() {
            @Override
            public String version() {
                return "1";
            }

            @Override
            public Work product(Question.Product product) {
                return new Work(new double[] {product.m()}, () -> {}, () -> {});
            }
        };
        try (Work work = multiplies.prepare(new Question.Product(3, 1, 1, "nn", "f32"))) {
            assertArrayEquals(new double[] {3}, work.values());
        }
        assertEquals("host", assertThrows(UnsupportedOperationException.class,
                () -> multiplies.prepare(new Question.Host("add"))).getMessage());
    }

    @Test
    void isAboutNumbersThatRepeat() {
        float[] period = Numbers.period(3, 2);
        float[] values = Numbers.floats(2 * period.length, 3, 2);
        assertEquals((float) (2 * ((7919 * 5 + 3) % 1009 / 1009.0 - 0.5)), values[5], 0x1p-23);
        assertEquals(values[7], values[7 + period.length]);
        assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, Numbers.transposed(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    }
}
