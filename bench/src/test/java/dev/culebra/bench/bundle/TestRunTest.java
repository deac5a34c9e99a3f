package dev.culebra.bench.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.ClassSelector;

class TestRunTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private int run(Class<?>... classes) {
        ClassSelector[] selectors = Arrays.stream(classes).map(type -> selectClass(type)).toArray(ClassSelector[]::new);
        return new TestRun(new PrintStream(bytes, true, StandardCharsets.UTF_8)).run(Arrays.asList(selectors));
    }

    private String out() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void countsWhatPassesAndWhatIsSkipped() {
        assertEquals(0, run(Passing.class, Skipping.class), this::out);
        assertTrue(out().contains("skipped     2  no card\n"), this::out);
        assertTrue(out().contains("skipped     1  not today\n"), this::out);
        assertTrue(out().contains("tests: 3 passed, 0 failed, 3 skipped, in "), this::out);
    }

    @Test
    void showsWhatFailed() {
        assertEquals(1, run(Passing.class, Failing.class));
        assertTrue(out().contains("FAILED [class:"), this::out);
        assertTrue(out().contains("AssertionFailedError: seven is not six"), this::out);
        assertTrue(out().contains("Failing.fails("), this::out);
        assertTrue(out().contains("tests: 3 passed, 1 failed, 0 skipped, in "), this::out);
    }

    @Test
    void noTestsAreNoSuccess() {
        assertEquals(2, run());
    }

    /** Run by the tests above. */
    static class Passing {
        @Test
        void passes() {
            assertEquals(42, 6 * 7);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void passesTwice(int x) {
            assertTrue(x > 0);
        }
    }

    /** Run by the tests above. */
    static class Skipping {
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void wantsACard(int x) {
            assumeTrue(x < 0, "no card");
        }

        @Test
        @Disabled("not today")
        void waits() {
            fail();
        }
    }

    @Test
    void leavesOutWhatCannotRunWithoutASourceTree() {
        assertEquals(0, run(Passing.class, Comparing.class), this::out);
        assertTrue(out().contains("skipped     1  needs the source tree, which is not here\n"), this::out);
        assertTrue(out().contains("tests: 3 passed, 0 failed, 1 skipped, in "), this::out);
    }

    /** Run by the test above. */
    @Tag("source-tree")
    static class Comparing {
        @Test
        void fails() {
            fail();
        }
    }

    /** Run by the tests above. */
    static class Failing {
        @Test
        void fails() {
            fail("seven is not six");
        }
    }
}
