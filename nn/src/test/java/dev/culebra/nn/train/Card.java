package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.culebra.engine.Device;
import dev.culebra.engine.DeviceException;
import java.util.List;

/** The card that tests run on: the one that {@code -Dculebra.device} names, else a real one, else the emulated one. */
final class Card {
    private Card() {}

    /** Skips the test where there is none, but fails it where {@code -Dculebra.gpu=required}. */
    static Device open() {
        String named = System.getProperty(Device.PROPERTY, "cpu");
        String reason = "";
        for (String name : named.startsWith("cuda") ? List.of(named) : List.of("cuda", "cuda-emulated")) {
            try {
                return Device.of(name);
            } catch (DeviceException missing) {
                reason = missing.getMessage();
                if (name.equals("cuda") && System.getProperty("culebra.gpu", "").equals("required")) {
                    return fail("-Dculebra.gpu=required: " + reason);
                }
            }
        }
        return abort(reason);
    }
}
