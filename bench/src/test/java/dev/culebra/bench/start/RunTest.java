package dev.culebra.bench.start;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RunTest {
    /** 40 steps of a millisecond, then 160 of 10 µs: full speed after 40 ms. */
    @Test
    void fullSpeedIsWhereStepsAreNearlyAsFastAsTheLastOnes() {
        double[] numbers = new double[201];
        double done = 0;
        for (int i = 0; i < 200; i++) {
            done += i < 40 ? 1e6 : 1e4;
            numbers[i] = done;
        }
        numbers[200] = 2048;
        Run run = Run.of(300, numbers);
        assertEquals(new Run(300, 340, 10, 2), run);
    }

    @Test
    void fullSpeedFromTheFirstStepOn() {
        double[] numbers = DoubleStream.iterate(1e4, done -> done + 1e4).limit(100).toArray();
        assertEquals(300, Run.of(300, numbers).full());
    }
}
