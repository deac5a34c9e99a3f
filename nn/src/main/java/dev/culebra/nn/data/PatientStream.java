package dev.culebra.nn.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * The body of an answer, given up when nothing comes for too long: the HTTP client itself would wait for ever. What
 * goes wrong is a {@link FetchException}, which tells a mirror that breaks off from a disk that is full.
 */
final class PatientStream extends FilterInputStream {

    private final Duration patience;
    private volatile long lastProgressNanos = System.nanoTime();
    private volatile boolean closed;
    private volatile boolean stalled;

    PatientStream(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
        Thread.ofVirtual().name("culebra-download-watch").start(this::watch);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = super.read(buffer, offset, length);
            lastProgressNanos = System.nanoTime();
            return read;
        } catch (IOException e) {
            String what = stalled ? "sends nothing for " + patience.toMillis() + " ms" : "breaks off";
            throw FetchException.because(what, e);
        }
    }

    private void watch() {
        while (!closed) {
            long leftNanos = patience.toNanos() - (System.nanoTime() - lastProgressNanos);
            if (leftNanos <= 0) {
                giveUp();
                return;
            }
            try {
                Thread.sleep(Duration.ofNanos(leftNanos));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void giveUp() {
        stalled = true;
        try {
            in.close();
        } catch (IOException e) {
            System.getLogger(Download.class.getName()).log(System.Logger.Level.DEBUG, "closing a stalled body", e);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }
}
