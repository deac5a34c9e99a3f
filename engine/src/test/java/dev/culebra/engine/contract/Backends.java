package dev.culebra.engine.contract;

import dev.culebra.engine.Device;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.cpu.CpuBackend;
import dev.culebra.engine.reference.ReferenceBackend;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The backends that the contract is run for: to add one, add its line. */
public final class Backends {
    private static final Backend REFERENCE = new ReferenceBackend();

    private static final List<Named<Backend>> ALL = List.of(
            Named.of("reference", REFERENCE),
            Named.of("cpu-scalar", CpuBackend.scalar()),
            Named.of("cpu", CpuBackend.best()));

    private Backends() {}

    /** All of them, the same ones at every call; with the card that {@code -Dculebra.device} names, if it names one. */
    public static Stream<Named<Backend>> all() {
        return Stream.concat(ALL.stream(), Card.ALL.stream());
    }

    /** Opened when the first test asks for backends. */
    private static final class Card {
        static final List<Named<Backend>> ALL = Stream.of(System.getProperty(Device.PROPERTY, "cpu"))
                .filter(name -> name.startsWith("cuda")).map(name -> Named.of(name, Device.of(name).backend()))
                .toList();
    }

    /** The device that {@link ReferenceBackend} serves, shared by all tests. */
    public static Device reference() {
        return REFERENCE.device();
    }
}
