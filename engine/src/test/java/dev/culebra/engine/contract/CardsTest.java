package dev.culebra.engine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.Device;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Says for every card that tests want whether they ran on it: skipped, or failed where it is required, when it is missing. */
@Tag("card")
class CardsTest {
    @ParameterizedTest
    @MethodSource("dev.culebra.engine.contract.Cards#wanted")
    void theContractRunsOn(String name) {
        Device card = Cards.open(name);
        assertEquals(1, Backends.all().filter(backend -> backend.getPayload() == card.backend()).count());
        assertTrue(card.name().startsWith("cuda"));
    }
}
