package dev.culebra.engine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.Test;

/** Says whether the contract was run with a BLAS of the host: skipped, with what was looked for, when it was not. */
class LibrariesTest {
    @Test
    void theContractRunsWithOne() {
        switch (Libraries.look()) {
            case Libraries.Answer.Present(var backend, String file) -> {
                String description = backend.description();
                assertEquals(", products by " + file, description.substring(description.lastIndexOf(", ")));
            }
            case Libraries.Answer.Missing(String reason) -> abort(reason);
        }
    }
}
