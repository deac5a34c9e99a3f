package dev.culebra.engine.contract;

import dev.culebra.engine.Device;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.cpu.CpuBackend;
import dev.culebra.engine.reference.ReferenceBackend;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/**
 * The backends that the contract is run for: to add one, add its line. {@code -Dculebra.contract=cards} leaves out those that
 * run without a card.
 */
public final class Backends {
    private static final Backend REFERENCE = new ReferenceBackend();
    private static final boolean CARDS_ONLY = System.getProperty("culebra.contract", "all").equals("cards");

    private static final List<Named<Backend>> WITHOUT_CARD = List.of(
            Named.of("reference", REFERENCE),
            Named.of("cpu-scalar", CpuBackend.scalar()),
            Named.of("cpu", CpuBackend.best()));

    private Backends() {}

    /** All of them, the same ones at every call; with the cards that are {@linkplain Cards#wanted() wanted} and there. */
    public static Stream<Named<Backend>> all() {
        return Stream.concat(CARDS_ONLY ? Stream.empty() : Stream.concat(WITHOUT_CARD.stream(), withLibrary()),
                OnCards.ALL.stream());
    }

    /** Where this host has one: {@link LibrariesTest} says what was looked for. */
    private static Stream<Named<Backend>> withLibrary() {
        return switch (Libraries.look()) {
            case Libraries.Answer.Present(CpuBackend backend, String _) ->
                    Stream.of(Named.of(Libraries.DEVICE, backend));
            case Libraries.Answer.Missing _ -> Stream.empty();
        };
    }

    /** Names of {@link #all()}. */
    static List<String> names() {
        return all().map(Named::getName).toList();
    }

    /** Opened when the first test asks for backends. */
    private static final class OnCards {
        static final List<Named<Backend>> ALL = Cards.wanted().stream().map(Cards::look)
                .filter(Cards.Answer.Present.class::isInstance).map(Cards.Answer.Present.class::cast)
                .map(Cards.Answer.Present::device).distinct().map(card -> Named.of(card.name(), card.backend()))
                .toList();
    }

    /** The device that {@link ReferenceBackend} serves, shared by all tests. */
    public static Device reference() {
        return REFERENCE.device();
    }
}
