package dev.culebra.bench.compare;

import java.io.IOException;

/**
 * Stops a process while another one is measured: threads of OpenMP look out for work when there is none, garbage is collected, a
 * JIT compiles. Where there is no command {@code kill}, it gets some time to come to rest.
 */
final class Sleeper implements AutoCloseable {
    private static final int REST_MILLIS = 250;

    private final Process process;
    /** A process that is stopped would outlive this one. */
    private final Thread end;

    Sleeper(Process process) {
        this.process = process;
        this.end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
    }

    void wake() {
        signal("-CONT");
    }

    void sleep() throws InterruptedException {
        if (!signal("-STOP")) {
            Thread.sleep(REST_MILLIS);
        }
    }

    private boolean signal(String signal) {
        try {
            return new ProcessBuilder("kill", signal, Long.toString(process.pid())).redirectErrorStream(true).start()
                    .waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(end);
    }
}
