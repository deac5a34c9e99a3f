package dev.culebra.samples.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void keepsTheOrderAndHasNoNan() {
        var figures = new Figures();
        figures.put("testAccuracy", 0.975);
        figures.put("testLoss", Double.NaN);
        figures.put("parameters", 13_002L);
        figures.put("interrupted", false);
        figures.put("device", "cpu");
        assertEquals("""
                {
                  "testAccuracy": 0.975,
                  "testLoss": null,
                  "parameters": 13002,
                  "interrupted": false,
                  "device": "cpu"
                }
                """, figures.toJson());
    }
}
