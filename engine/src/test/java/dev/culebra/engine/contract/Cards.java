package dev.culebra.engine.contract;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.culebra.engine.Device;
import dev.culebra.engine.DeviceException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cards that tests run on: the real one, also where {@code -Dculebra.device} names another; but if it names the emulated card
 * that one alone, since a process has one driver. Where a card is missing its tests are skipped; {@code -Dculebra.gpu=required}
 * makes a missing real one a failure.
 */
final class Cards {
    private static final String REAL = "cuda";
    private static final String EMULATED = "cuda-emulated";

    private Cards() {}

    /** Names of the cards that tests want. */
    static List<String> wanted() {
        String named = System.getProperty(Device.PROPERTY, REAL);
        return named.equals(EMULATED)
                ? List.of(EMULATED)
                : Stream.of(REAL, named).filter(name -> name.startsWith(REAL)).distinct().toList();
    }

    /** A card, looked for once. */
    sealed interface Answer {
        record Present(Device device) implements Answer {}

        record Missing(String name, String reason) implements Answer {}
    }

    static Answer look(String name) {
        try {
            return new Answer.Present(Device.of(name));
        } catch (DeviceException missing) {
            return new Answer.Missing(name, missing.getMessage());
        }
    }

    /** The card; without it, the end of the test that asks. */
    static Device open(String name) {
        return switch (look(name)) {
            case Answer.Present(Device device) -> device;
            case Answer.Missing(String _, String reason) -> isRequired() && !name.equals(EMULATED)
                    ? fail("-Dculebra.gpu=required: " + reason)
                    : abort(reason);
        };
    }

    private static boolean isRequired() {
        return System.getProperty("culebra.gpu", "").equals("required");
    }
}
