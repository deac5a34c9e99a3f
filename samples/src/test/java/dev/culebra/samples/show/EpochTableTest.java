package dev.culebra.samples.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.nn.train.EpochReport;
import dev.culebra.nn.train.Evaluation;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EpochTableTest {

    @Test
    void rowsStandUnderTheirHeads() {
        var test = new Evaluation(0.3, Map.of("accuracy", 0.97531));
        String row = EpochTable.row(new EpochReport(12, 0.41237, Optional.of(test), 1.84));
        assertEquals("   12       0.4124      0.3000         97.53 %       1.8", row);
        assertEquals(EpochTable.HEADER.length(), row.length());
    }
}
