package dev.culebra.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.nn.data.MirrorServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

    @TempDir
    Path directory;

    private final byte[] content = new byte[200_000];
    private final byte[] old = {1, 2, 3};
    private RemoteFile file;

    @BeforeEach
    void describeTheFile() throws NoSuchAlgorithmException {
        new Random(1).nextBytes(content);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
        file = new RemoteFile("digits", content.length, HexFormat.of().formatHex(digest));
    }

    @Test
    void fetchesIntoADirectoryThatIsNotThereYet() throws IOException {
        Path deep = directory.resolve("a").resolve("b");
        try (var mirror = mirror(Answer.whole(content))) {
            download(mirror.address()).into(deep);
        }
        assertArrayEquals(content, Files.readAllBytes(deep.resolve("digits")));
        assertOnly(deep, "digits");
    }

    @Test
    void leavesAnIntactFileAlone() throws IOException {
        Files.write(directory.resolve("digits"), content);
        try (var mirror = mirror(Answer.notFound())) {
            download(mirror.address()).into(directory);
            assertEquals(List.of(), mirror.requests());
        }
    }

    @Test
    void replacesAFileThatIsNotIntact() throws IOException {
        byte[] damaged = content.clone();
        damaged[7]++;
        for (byte[] before : List.of(damaged, old)) {
            Files.write(directory.resolve("digits"), before);
            try (var mirror = mirror(Answer.whole(content))) {
                download(mirror.address()).into(directory);
            }
            assertArrayEquals(content, Files.readAllBytes(directory.resolve("digits")));
        }
        assertOnly(directory, "digits");
    }

    @Test
    void refusesTheWrongContent() throws IOException {
        byte[] other = content.clone();
        other[7]++;
        assertRefused(Answer.whole(other), "sends another file: SHA-256 ");
    }

    @Test
    void refusesTheWrongLength() throws IOException {
        assertRefused(Answer.whole(new byte[300_000]), "sends more than 200,000 bytes");
        assertRefused(Answer.whole(new byte[5]), "sends 5 of 200,000 bytes");
    }

    @Test
    void refusesABodyThatBreaksOff() throws IOException {
        assertRefused(Answer.cut(content, 150_000), "breaks off (");
    }

    @Test
    void givesUpABodyThatStalls() throws IOException {
        try (var mirror = mirror(Answer.stalled(content, 150_000))) {
            var download = new Download("test", List.of(mirror.address()), List.of(file), Duration.ofMillis(1500));
            DataException error = assertThrows(DataException.class, () -> download.into(directory));
            assertTrue(error.getMessage().contains(" sends nothing for 1500 ms ("), error::getMessage);
        }
    }

    @Test
    void refusesAnotherStatus() throws IOException {
        assertRefused(Answer.notFound(), "answers HTTP 404");
    }

    @Test
    void triesTheNextMirror() throws IOException {
        try (var broken = mirror(Answer.cut(content, 10));
                var good = mirror(Answer.whole(content))) {
            download(nobody(), broken.address(), good.address()).into(directory);
            assertEquals(List.of("digits"), broken.requests());
        }
        assertArrayEquals(content, Files.readAllBytes(directory.resolve("digits")));
        assertOnly(directory, "digits");
    }

    @Test
    void saysWhenOffline() throws IOException {
        Files.write(directory.resolve("digits"), old);
        URI nobody = nobody();
        DataException error = assertThrows(
                DataException.class, () -> download(nobody, nobody).into(directory));
        assertTrue(
                error.getMessage()
                        .startsWith("test: digits: no mirror can be reached; is this machine offline? " + nobody
                                + " cannot be reached ("),
                error::getMessage);
        assertEquals(1, error.getSuppressed().length);
        assertArrayEquals(old, Files.readAllBytes(directory.resolve("digits")));
        assertOnly(directory, "digits");
    }

    @Test
    void namesADirectoryThatCannotBeMade() throws IOException {
        Path occupied = Files.write(directory.resolve("occupied"), old);
        try (var mirror = mirror(Answer.whole(content))) {
            Download download = download(mirror.address());
            DataException error = assertThrows(DataException.class, () -> download.into(occupied));
            assertTrue(
                    error.getMessage().startsWith("test: download: cannot write to " + occupied), error::getMessage);
        }
    }

    @Test
    void asksForTheFourFilesOfMnist() throws IOException {
        try (var mirror = new MirrorServer(Map.of())) {
            List<URI> mirrors = List.of(mirror.address());
            assertThrows(DataException.class, () -> Mnist.download(mirrors, directory));
            assertEquals(List.of("train-images-idx3-ubyte.gz"), mirror.requests());
        }
        assertEquals(4, Download.MNIST_FILES.size());
    }

    private void assertRefused(Answer answer, String reason) throws IOException {
        Files.write(directory.resolve("digits"), old);
        try (var mirror = mirror(answer)) {
            DataException error = assertThrows(
                    DataException.class, () -> download(mirror.address()).into(directory));
            String start = "test: digits: no mirror has it intact: " + mirror.address() + " " + reason;
            assertTrue(error.getMessage().startsWith(start), error::getMessage);
        }
        assertArrayEquals(old, Files.readAllBytes(directory.resolve("digits")));
        assertOnly(directory, "digits");
    }

    private Download download(URI... mirrors) {
        return new Download("test", List.of(mirrors), List.of(file));
    }

    private static MirrorServer mirror(Answer answer) throws IOException {
        return new MirrorServer(Map.of("digits", answer));
    }

    /** An address at which nobody listens. */
    private static URI nobody() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }
    }

    private static void assertOnly(Path directory, String name) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(directory.resolve(name)), files.toList());
        }
    }
}
