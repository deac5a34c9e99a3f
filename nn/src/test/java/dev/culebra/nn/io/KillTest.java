package dev.culebra.nn.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings in processes of their own, killed at twenty moments, each time to go on from the last checkpoint. */
class KillTest {

    private static final int TRAININGS = 5;
    private static final int KILLS = 4;

    @TempDir
    Path directory;

    @Test
    void aKilledTrainingEndsAsOneThatWasNotKilled() throws Exception {
        List<Callable<byte[]>> trainings = new ArrayList<>();
        trainings.add(() -> training(0, 0));
        for (int i = 1; i <= TRAININGS; i++) {
            long seed = i;
            trainings.add(() -> training(seed, KILLS));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<byte[]>> ends = threads.invokeAll(trainings);
            for (int i = 1; i <= TRAININGS; i++) {
                assertArrayEquals(ends.getFirst().get(), ends.get(i).get(), "training " + i);
            }
        }
    }

    /** @return the file with the final parameters */
    private byte[] training(long seed, int kills) throws Exception {
        var random = new Random(seed);
        Path folder = Files.createDirectory(directory.resolve("training" + seed));
        Path last = folder.resolve("final");
        int most = CheckpointedRun.EPOCHS * CheckpointedRun.STEPS / Math.max(1, kills);
        for (int kill = 0; kill < kills; kill++) {
            Process process = start(folder, last);
            try (BufferedReader steps = process.inputReader(); OutputStream leave = process.getOutputStream()) {
                for (int left = random.nextInt(most); left > 0; left--) {
                    leave.write(1);
                    leave.flush();
                    steps.readLine();
                }
                leave.write(1);
                leave.flush();
                Thread.sleep(random.nextInt(5), random.nextInt(999_999)); // somewhere in the step or in the checkpoint after it
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertFalse(Files.exists(last), "killed too late");
        }
        Process process = start(folder, last);
        process.getOutputStream().close();
        List<String> said = process.inputReader().readAllLines();
        assertEquals(0, process.waitFor(), said::toString);
        try (Stream<Path> files = Files.list(folder)) {
            // What a killed process was writing at the time stays behind, and nothing else does.
            assertEquals(2, files.filter(file -> !file.getFileName().toString().endsWith(".part")).count());
        }
        return Files.readAllBytes(last);
    }

    private static Process start(Path folder, Path last) throws IOException {
        String path = String.join(File.pathSeparator, testClasses(), System.getProperty("java.class.path"), System
                .getProperty("jdk.module.path", ""));
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xshare:auto", "-cp", path, CheckpointedRun.class.getName(),
                folder.resolve("checkpoint")
                        .toString(),
                last.toString()).redirectErrorStream(true).start();
    }

    /** Where this class was loaded from, also where it is part of a module that lies elsewhere. */
    private static String testClasses() {
        String name = KillTest.class.getName().replace('.', '/') + ".class";
        String found = String.valueOf(KillTest.class.getResource("/" + name));
        return Path.of(URI.create(found.substring(0, found.length() - name.length()))).toString();
    }
}
