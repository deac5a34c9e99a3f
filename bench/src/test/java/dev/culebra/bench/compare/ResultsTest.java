package dev.culebra.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static SequencedMap<String, Figure> figures(Figure culebra, Figure other) {
        SequencedMap<String, Figure> figures = new LinkedHashMap<>();
        figures.put(Row.CULEBRA, culebra);
        figures.put("Other", other);
        return figures;
    }

    private static Row step(String name, int threads, double seconds, Figure other) {
        return new Row(Row.Section.STEPS, name, threads, 1, figures(new Figure.Measured(seconds, 0.25), other));
    }

    private static Results results(boolean complete, Row... rows) {
        return new Results(new LinkedHashMap<>(Map.of("date", "today")), complete, List.of(rows));
    }

    @Test
    void areReadAsTheyWereWritten() {
        Results results = results(true, step("A", 1, 0.5, new Figure.Measured(0.25, 0.125)),
                step("B", 2, 0.5, new Figure.NotMeasured("out of memory")));
        assertEquals(results, Results.of(results.json()));
    }

    @Test
    void takeTheRowsOfALaterRun() {
        Row first = step("A", 1, 1, new Figure.Measured(1, 0));
        Row again = step("A", 1, 2, new Figure.Measured(1, 0));
        Row other = step("A", 2, 3, new Figure.Measured(1, 0));
        Results merged = results(true, first).with(results(true, again, other));
        assertEquals(List.of(again, other), merged.rows());
        assertTrue(merged.complete());
        assertFalse(results(false, first).with(merged).complete());
    }

    @Test
    void sayWhoIsAheadAndWhatIsMissing() {
        String markdown = new Report(results(true, step("A", 1, 1e-6, new Figure.Measured(3e-6, 0.02)),
                step("B", 1, 2e-6, new Figure.Measured(1e-6, 0)), step("C", 1, 1e-6, new Figure.NotMeasured("none")),
                step("A", 2, 1e-6, new Figure.Measured(1e-6, 0)))).markdown();
        assertTrue(markdown.contains("""
                ## Training steps

                | µs | threads | Culebra | Other |
                |---|--:|--:|--:|
                | A | 1 | 1.00 ± 25 % | 3.00 · 3.00× |
                |  | 2 | 1.00 ± 25 % | 1.00 · 1.00× |
                | B | 1 | 2.00 ± 25 % | 1.00 · **0.50×** |
                | C | 1 | 1.00 ± 25 % | not measured |

                Not measured, C: Other: none
                """), markdown);
    }

    @Test
    void areMediansWithHalfOfWhatLiesBetweenTheQuartiles() {
        assertEquals(new Figure.Measured(4, 0.25), Figure.of(8, 4, 5, 3, 3));
        assertEquals(new Figure.NotMeasured("no"),
                Timing.figure(List.of(new Timing.Rounds(1, 2), new Timing.None("no"))));
        assertEquals(new Figure.Measured(3, 1.0 / 3),
                Timing.figure(List.of(new Timing.Rounds(4, 2), new Timing.Rounds(3))));
    }
}
