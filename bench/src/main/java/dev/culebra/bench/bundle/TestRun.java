package dev.culebra.bench.bundle;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests of some jars and says what came of them: every failure with its trace, every reason to skip with how many tests
 * it kept from running, and the counts.
 */
public final class TestRun implements TestExecutionListener {
    private static final int TRACE_LINES = 12;
    private static final Map<String, String> ABSENT = Map.of("source-tree", "needs the source tree, which is not here",
            "jdk", "needs a JDK, and here is only a runtime");

    private final PrintStream out;
    private final Map<String, Integer> skipped = new TreeMap<>();
    private int passed;
    private int failed;

    TestRun(PrintStream out) {
        this.out = out;
    }

    /**
     * Ends the process with code 0 if all tests passed that could run, with 1 if one failed, with 2 if there were none.
     *
     * @param args the jars, or folders of classes
     */
    public static void main(String[] args) {
        Set<Path> roots = Arrays.stream(args).map(Path::of).collect(Collectors.toSet());
        System.exit(new TestRun(System.out).run(selectClasspathRoots(roots)));
    }

    int run(List<? extends DiscoverySelector> tests) {
        long start = System.nanoTime();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(tests).filters(
                (PostDiscoveryFilter) this::canRunHere).build();
        LauncherFactory.create().execute(request, this);
        skipped.forEach((reason, count) -> out.printf(Locale.ROOT, "skipped %5d  %s%n", count, reason));
        out.printf(Locale.ROOT, "tests: %d passed, %d failed, %d skipped, in %.1f s%n", passed, failed,
                skipped.values().stream().mapToInt(Integer::intValue).sum(), (System.nanoTime() - start) * 1e-9);
        out.flush();
        return failed > 0 ? 1 : passed == 0 ? 2 : 0;
    }

    /** Some tests compare with the source tree or need a whole JDK. They are left out, and counted. */
    private FilterResult canRunHere(TestDescriptor test) {
        Optional<String> absent = test.getTags().stream().map(tag -> ABSENT.getOrDefault(tag.getName(), ""))
                .filter(reason -> !reason.isEmpty()).findFirst();
        if (absent.isPresent() && test.getChildren().isEmpty()) {
            skipped.merge(absent.get(), 1, Integer::sum);
        }
        return FilterResult.includedIf(absent.isEmpty());
    }

    /** A class that is skipped counts as one: its tests are not known. */
    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        skipped.merge(reason.lines().findFirst().orElse(""), 1, Integer::sum);
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        switch (result.getStatus()) {
            case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
            case ABORTED -> skipped.merge(reason(result), 1, Integer::sum);
            case FAILED -> {
                failed++;
                out.println("FAILED " + name(test));
                result.getThrowable().ifPresent(this::trace);
            }
        }
    }

    private static String reason(TestExecutionResult result) {
        return result.getThrowable().map(thrown -> String.valueOf(thrown.getMessage())
                .replaceFirst("^Assumption failed: ", "").lines().findFirst().orElse("")).orElse("");
    }

    private static String name(TestIdentifier test) {
        return test.getUniqueId().replaceFirst(".*?/\\[", "[").replace("[engine:junit-jupiter]/", "");
    }

    private void trace(Throwable thrown) {
        out.println("    " + String.valueOf(thrown).indent(4).strip());
        Arrays.stream(thrown.getStackTrace()).limit(TRACE_LINES).forEach(frame -> out.println("        at " + frame));
        if (thrown.getCause() != null) {
            out.print("    caused by");
            trace(thrown.getCause());
        }
    }
}
