package dev.culebra.engine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.MemoryUse;
import dev.culebra.engine.backend.Backend;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test after which a device has more or less memory in use than before.
 *
 * <pre>{@code
 * @ExtendWith(NoLeaks.class)
 * class MovementTest { … }
 * }</pre>
 */
public final class NoLeaks implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(NoLeaks.class);

    private record Before(Map<String, String> use) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(Before.class, new Before(use()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Before before = context.getStore(NAMESPACE).get(Before.class, Before.class);
        assertEquals(before.use(), use(), "device memory in use after the test differs from that before it");
    }

    private static Map<String, String> use() {
        return Backends.all().map(Named::getPayload).collect(Collectors.toMap(backend -> backend.device().name(),
                NoLeaks::use));
    }

    private static String use(Backend backend) {
        MemoryUse use = backend.memory();
        return "%,d bytes in %d blocks".formatted(use.usedBytes(), use.blocks());
    }
}
