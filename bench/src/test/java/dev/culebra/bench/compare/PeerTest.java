package dev.culebra.bench.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.bench.peer.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A shell in the place of Python, and a script that answers without having measured. */
@EnabledOnOs(value = {OS.LINUX, OS.MAC}, disabledReason = "needs sh")
class PeerTest {
    private static final Check CHECK = Check.absolute(0.1, 1, 2);
    private static final Question QUESTION = new Question.Host("add");

    @TempDir
    private Path directory;

    private Peer peer(String... answers) throws IOException {
        StringBuilder script =
                new StringBuilder("read greeting\necho '{\"version\": \"1.0\", \"cases\": [\"host\"]}'\n");
        for (String answer : answers) {
            script.append("read question\necho '").append(answer).append("'\n");
        }
        return start(script.toString());
    }

    private Peer start(String script) throws IOException {
        return Peer.start("Shell", 1, List.of("sh",
                Files.writeString(directory.resolve("peer.sh"), script.replace("read ", "read -r ")).toString()));
    }

    private static Timing ask(Peer peer) {
        return peer.measure(QUESTION, CHECK);
    }

    private static void assertNot(String reason, Timing timing) {
        assertEquals(new Timing.None(reason), timing);
    }

    @Test
    void takesTheTimeOfARightResult() throws IOException {
        try (Peer peer = peer("{\"values\": [1.05, 1.95], \"seconds\": [0.25, 0.5]}")) {
            assertEquals("1.0", peer.description());
            assertTrue(peer.knows(QUESTION));
            assertFalse(peer.knows(new Question.Product(1, 1, 1, "nn", "f32")));
            Timing.Rounds rounds = assertInstanceOf(Timing.Rounds.class, ask(peer));
            assertArrayEquals(new double[] {0.25, 0.5}, rounds.seconds());
        }
    }

    @Test
    void doesNotTakeTheTimeOfAWrongOne() throws IOException {
        try (Peer peer = peer("{\"values\": [1, 2.2], \"seconds\": [0.25]}", "{\"values\": [1], \"seconds\": [1]}",
                "{\"values\": [1, NaN], \"seconds\": [1]}")) {
            assertNot("its result is wrong: value 1 is 2.2, not 2.0 ± 0.10", ask(peer));
            assertNot("its result is wrong: 1 values, not 2", ask(peer));
            assertTrue(ask(peer) instanceof Timing.None);
        }
    }

    @Test
    void givesTheReasonForWhatIsMissing() throws IOException {
        try (Peer peer = peer("{\"error\": \"out of memory\"}", "Traceback", "")) {
            assertNot("out of memory", ask(peer));
            assertInstanceOf(Timing.None.class, ask(peer));
            assertInstanceOf(Timing.None.class, ask(peer));
            assertNot("the process ended", ask(peer));
        }
    }

    @Test
    void isNoneWhereThereIsNone() throws IOException {
        try (Peer peer = start("read greeting\necho '{\"error\": \"No module named torch\"}'\n")) {
            assertEquals("none: No module named torch", peer.description());
            assertNot("No module named torch", ask(peer));
        }
        try (Peer peer = Peer.start("Shell", 1, List.of(directory.resolve("python").toString()))) {
            assertTrue(peer.description().startsWith("none: "), peer::description);
            assertInstanceOf(Timing.None.class, ask(peer));
        }
    }
}
