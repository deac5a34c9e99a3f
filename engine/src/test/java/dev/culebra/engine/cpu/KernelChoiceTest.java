package dev.culebra.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {
    @Test
    void takesVectorsWhereTheyAre() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        String description = KernelChoice.best().description();
        assertTrue(description.matches(vectors ? "\\d+-bit vectors" : "plain loops"), description);
    }

    @Test
    void warnsOnceAndNamesTheFlag() {
        Messages messages = new Messages();
        KernelChoice choice = new KernelChoice(messages);
        assertEquals("plain loops", choice.kernels(false).description());
        assertEquals("plain loops", choice.kernels(false).description());
        assertEquals(1, messages.texts.size());
        assertTrue(messages.texts.getFirst().startsWith("WARNING"), messages.texts.getFirst());
        assertTrue(messages.texts.getFirst().contains("--add-modules jdk.incubator.vector"), messages.texts.getFirst());
    }

    @Test
    void saysHowManyThreadsThereAre() {
        try (CpuThreads one = new CpuThreads(1); CpuThreads two = new CpuThreads(2)) {
            assertEquals("plain loops, 1 thread", new CpuBackend("test", new ScalarKernels(), one).description());
            assertEquals("plain loops, 2 threads", new CpuBackend("test", new ScalarKernels(), two).description());
        }
    }

    private static final class Messages implements System.Logger {
        private final List<String> texts = new ArrayList<>();

        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            texts.add(level + " " + message);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... values) {
            texts.add(level + " " + format);
        }
    }
}
