package dev.culebra.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JmhTableTest {
    private static final String JSON = """
            [{"benchmark": "dev.culebra.bench.StepBenchmark.train", "forks": 1, "measurementIterations": 5,
              "measurementTime": "1 s", "vmName": "OpenJDK", "vmVersion": "25.0.3",
              "params": {"step": "A", "threads": "2"},
              "primaryMetric": {"score": 63.217, "scoreError": 1.5, "scoreUnit": "us/op"}},
             {"benchmark": "dev.culebra.bench.CallOverheadBenchmark.done", "forks": 1, "measurementIterations": 1,
              "measurementTime": "20 ms", "vmName": "OpenJDK", "vmVersion": "25.0.3",
              "primaryMetric": {"score": 1234.5, "scoreError": "NaN", "scoreUnit": "ns/op"}},
             {"benchmark": "dev.culebra.bench.StepBenchmark.train", "params": {"step": "B", "threads": "2"},
              "primaryMetric": {"score": 0.12345, "scoreError": 0.001, "scoreUnit": "us/op"}}]
            """;

    @Test
    void aTableForEachClassAndALineForEachRun() {
        assertEquals("""
                # Benchmarks

                - commit: abc
                - Java: OpenJDK 25.0.3
                - forks, iterations of each: 1, 5 of 1 s

                ## StepBenchmark

                | method | step | threads | score | ± | unit |
                |---|---|---|--:|--:|---|
                | train | A | 2 | 63.2 | 1.50 | µs/op |
                | train | B | 2 | 0.123 | 0.00100 | µs/op |

                ## CallOverheadBenchmark

                | method | score | ± | unit |
                |---|--:|--:|---|
                | done | 1,235 | – | ns/op |
                """, JmhTable.of(JSON, Map.of("commit", "abc")));
    }

    @Test
    void nothingMeasuredIsAnEmptyPage() {
        assertEquals("# Benchmarks\n\n", JmhTable.of("[]", Map.of()));
    }
}
