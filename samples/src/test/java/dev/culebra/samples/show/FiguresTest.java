package dev.culebra.samples.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
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

    @Test
    void nests() {
        var card = new Figures();
        card.put("name", "A");
        var figures = new Figures();
        figures.putTexts("tried", List.of("here", "there"));
        figures.put("cards", List.of(card));
        assertEquals("""
                {
                  "tried": [
                    "here",
                    "there"
                  ],
                  "cards": [
                    {
                      "name": "A"
                    }
                  ]
                }
                """, figures.toJson());
    }
}
