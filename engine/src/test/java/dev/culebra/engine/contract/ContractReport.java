package dev.culebra.engine.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Counts the tests that ran on each device, and prints the figures when all tests of the JVM are done; fails if a card has leaked. */
public final class ContractReport implements TestWatcher {
    @Override
    public void testSuccessful(ExtensionContext context) {
        counts(context).add(device(context), 0);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        counts(context).add(device(context), 1);
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        counts(context).add(device(context), 2);
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        counts(context).add(device(context), 2);
    }

    private static Counts counts(ExtensionContext context) {
        return context.getRoot().getStore(ExtensionContext.Namespace.create(ContractReport.class)).getOrComputeIfAbsent(
                Counts.class);
    }

    /** What the invocation of the class is called: the nearest ancestor that is named after a device. */
    private static String device(ExtensionContext context) {
        List<String> names = Backends.names();
        return Optional.of(context).filter(at -> names.contains(at.getDisplayName())).map(
                ExtensionContext::getDisplayName).orElseGet(
                        () -> context.getParent().map(ContractReport::device)
                                .orElse("no device"));
    }

    /** By device: passed, failed, skipped. Closed with the store that holds it, at the end. */
    static final class Counts implements AutoCloseable {
        private final Map<String, int[]> byDevice = new TreeMap<>();

        synchronized void add(String device, int outcome) {
            byDevice.computeIfAbsent(device, absent -> new int[3])[outcome]++;
        }

        /** A line for each device, the missing ones too. */
        synchronized List<String> lines() {
            List<String> lines = new ArrayList<>();
            byDevice.forEach((device, counts) -> lines.add("%s: %,d passed, %,d failed, %,d skipped".formatted(device,
                    counts[0], counts[1], counts[2])));
            for (String card : Cards.wanted()) {
                if (Cards.look(card) instanceof Cards.Answer.Missing(String name, String reason)) {
                    lines.add("%s: all skipped: %s".formatted(name, reason.lines().findFirst().orElseThrow()));
                }
            }
            if (Libraries.look() instanceof Libraries.Answer.Missing(String reason)) {
                lines.add("%s: all skipped: %s".formatted(Libraries.DEVICE, reason));
            }
            return lines;
        }

        @Override
        public void close() {
            lines().forEach(line -> System.out.println("contract on " + line));
            EmulatedCard.check();
        }
    }
}
