package dev.culebra.bench.results;

import java.io.IOException;
import java.nio.file.Path;

/** Which state of the sources figures are from. */
public final class Commit {
    private static final int DIGITS = 9;

    private Commit() {}

    /** Of the folder that the process runs in. */
    public static String ofSourceTree() throws IOException {
        return of(Path.of(""));
    }

    /** Of a source tree; with a {@code +} where something in it is not committed, {@code unknown} where git does not say. */
    public static String of(Path root) throws IOException {
        Process git = new ProcessBuilder("git", "-C", root.toAbsolutePath().toString(), "describe", "--always",
                "--abbrev=40", "--exclude=*", "--dirty=+").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String commit = git.inputReader().readLine();
        return commit == null ? "unknown" : commit;
    }

    /** For names of files. */
    public static String abbreviated(String commit) {
        return commit.substring(0, Math.min(DIGITS, commit.length()));
    }
}
