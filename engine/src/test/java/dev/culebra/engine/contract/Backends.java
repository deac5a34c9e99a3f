package dev.culebra.engine.contract;

import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.reference.ReferenceBackend;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The backends that the contract is run for: to add one, add its line. */
final class Backends {
    private Backends() {}

    static Stream<Named<Backend>> all() {
        return Stream.of(
                Named.of("reference", new ReferenceBackend()));
    }
}
