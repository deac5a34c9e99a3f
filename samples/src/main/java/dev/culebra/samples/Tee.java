package dev.culebra.samples;

import java.io.IOException;
import java.io.Writer;

/** Writes to two places at once. */
final class Tee extends Writer {
    private final Writer first;
    private final Writer second;

    Tee(Writer first, Writer second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        first.write(text, offset, length);
        second.write(text, offset, length);
    }

    @Override
    public void flush() throws IOException {
        first.flush();
        second.flush();
    }

    /** Neither is ours to close. */
    @Override
    public void close() throws IOException {
        flush();
    }
}
