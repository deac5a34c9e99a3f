package dev.culebra.nn.data;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Fetches the files of a data set into a directory from the first mirror that has them intact.
 *
 * <p>A file takes its name only after it has come whole, its SHA-256 is right and it is on the disk: what was there
 * before is replaced by a good file or not at all.
 */
record Download(String dataset, List<URI> mirrors, List<RemoteFile> files, Duration patience) {

    /** Public copies of the four files as first published; directories, so they end with a slash. */
    static final List<URI> MNIST_MIRRORS = List.of(
            URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));

    static final List<RemoteFile> MNIST_FILES = List.of(
            new RemoteFile(
                    "train-images-idx3-ubyte.gz",
                    9_912_422,
                    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            new RemoteFile(
                    "train-labels-idx1-ubyte.gz",
                    28_881,
                    "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            new RemoteFile(
                    "t10k-images-idx3-ubyte.gz",
                    1_648_877,
                    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            new RemoteFile(
                    "t10k-labels-idx1-ubyte.gz",
                    4_542,
                    "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"));

    private static final Logger LOG = System.getLogger(Download.class.getName());

    Download {
        mirrors = List.copyOf(mirrors);
        files = List.copyOf(files);
        if (mirrors.isEmpty()) {
            throw new IllegalArgumentException(dataset + ": download: no mirror named");
        }
    }

    /** Waits 20 seconds for whatever a mirror is to do next. */
    Download(String dataset, List<URI> mirrors, List<RemoteFile> files) {
        this(dataset, mirrors, files, Duration.ofSeconds(20));
    }

    /**
     * Fetches what {@code directory}, made if need be, does not hold intact already.
     *
     * @throws DataException if no mirror gives a file, with each mirror's reason; files fetched before it stay
     */
    void into(Path directory) {
        try (var fetcher = new Fetcher(patience)) {
            Files.createDirectories(directory);
            for (RemoteFile file : files) {
                if (!Fetcher.isIntact(directory.resolve(file.name()), file)) {
                    fetch(fetcher, file, directory);
                }
            }
        } catch (IOException e) {
            throw new DataException("%s: download: cannot write to %s: %s".formatted(dataset, directory, e), e);
        }
    }

    private void fetch(Fetcher fetcher, RemoteFile file, Path directory) throws IOException {
        List<FetchException> failures = new ArrayList<>();
        for (URI mirror : mirrors) {
            URI address = mirror.resolve(file.name());
            try {
                fetcher.fetch(address, file, directory);
                LOG.log(Level.INFO, () -> String.format(
                        Locale.ROOT, "%s: downloaded %s (%,d bytes)", dataset, address, file.bytes()));
                return;
            } catch (FetchException e) {
                LOG.log(Level.DEBUG, () -> "%s: %s: %s".formatted(dataset, address, e.getMessage()));
                failures.add(e);
            }
        }
        throw failed(file, failures);
    }

    private DataException failed(RemoteFile file, List<FetchException> failures) {
        boolean offline = failures.stream().allMatch(FetchException::isUnreachable);
        var message = new StringBuilder(dataset).append(": ").append(file.name()).append(": ");
        message.append(offline ? "no mirror can be reached; is this machine offline?" : "no mirror has it intact:");
        for (int i = 0; i < failures.size(); i++) {
            message.append(i == 0 ? " " : "; ").append(mirrors.get(i)).append(' ').append(failures.get(i).getMessage());
        }
        var error = new DataException(message.toString(), failures.getFirst());
        failures.stream().skip(1).forEach(error::addSuppressed);
        return error;
    }
}
