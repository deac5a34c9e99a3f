package dev.culebra.samples.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EpochTableTest {

    @Test
    void rowsStandUnderTheirHeads() {
        String row = EpochTable.row(12, 0.41237, 0.3, 0.97531, 1.84);
        assertEquals("   12       0.4124      0.3000         97.53 %       1.8", row);
        assertEquals(EpochTable.HEADER.length(), row.length());
    }
}
