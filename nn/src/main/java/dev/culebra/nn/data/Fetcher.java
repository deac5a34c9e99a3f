package dev.culebra.nn.data;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/** Fetches single files by HTTP. */
final class Fetcher implements AutoCloseable {

    private final Duration patience;
    private final HttpClient client;

    /**
     * @param patience how long to wait for a connection, for an answer, and for more of it
     */
    Fetcher(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    static boolean isIntact(Path path, RemoteFile file) throws IOException {
        if (!Files.isRegularFile(path) || Files.size(path) != file.bytes()) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return copy(in, OutputStream.nullOutputStream(), file.bytes()).sha256().equals(file.sha256());
        }
    }

    /**
     * Fetches {@code address} to {@code directory}, by way of a temporary file beside it.
     *
     * @throws FetchException if the mirror does not give the right file
     * @throws IOException if it cannot be written
     */
    void fetch(URI address, RemoteFile file, Path directory) throws IOException {
        Path temporary = directory.resolve(file.name() + "." + UUID.randomUUID() + ".part");
        try {
            try (InputStream body = new PatientStream(open(address), patience);
                    FileChannel disk = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
                verify(copy(body, Channels.newOutputStream(disk), file.bytes()), file);
                disk.force(true);
            }
            Files.move(
                    temporary,
                    directory.resolve(file.name()),
                    ATOMIC_MOVE,
                    REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private InputStream open(URI address) throws FetchException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(patience).build();
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                response.body().close();
                throw new FetchException("answers HTTP " + response.statusCode());
            }
            return response.body();
        } catch (FetchException e) {
            throw e;
        } catch (ConnectException | HttpTimeoutException e) {
            throw FetchException.unreachable(e);
        } catch (IOException e) {
            throw FetchException.because("fails", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FetchException.because("was interrupted", e);
        }
    }

    private static void verify(Copied copied, RemoteFile file) throws FetchException {
        if (copied.bytes() != file.bytes()) {
            throw new FetchException(String.format(
                    Locale.ROOT,
                    copied.bytes() > file.bytes() ? "sends more than %2$,d bytes" : "sends %,d of %,d bytes",
                    copied.bytes(),
                    file.bytes()));
        }
        if (!copied.sha256().equals(file.sha256())) {
            throw new FetchException("sends another file: SHA-256 " + copied.sha256() + ", not " + file.sha256());
        }
    }

    private record Copied(long bytes, String sha256) {}

    /** Stops one byte after {@code limit}. */
    private static Copied copy(InputStream in, OutputStream out, long limit) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        for (int read; bytes <= limit && (read = in.read(buffer)) >= 0; bytes += read) {
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
        }
        return new Copied(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
