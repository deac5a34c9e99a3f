package dev.culebra.samples.show;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far one epoch has come, with the loss and the images per second: a bar that gives its line back when it closes.
 * Where nobody watches, in a file or a pipe, a line now and then instead, and none at all in a short epoch.
 *
 * <pre>{@code
 * try (var progress = Progress.of(screen, "epoch 1", 60_000)) {
 *     progress.step(32, 2.31);
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {

    private static final int THOUSANDS = 10_000;
    private static final int UPDATE_MILLIS = 100;
    private static final long UNWATCHED_NANOS = 10_000_000_000L;

    private final ProgressBar bar;
    private final ProgressBarConsumer consumer;
    private final long start = System.nanoTime();

    private Progress(ProgressBar bar, ProgressBarConsumer consumer) {
        this.bar = bar;
        this.consumer = consumer;
    }

    /**
     * Starts at nothing.
     *
     * @param task what goes on, in a word or two
     * @param images how many there are to learn from
     */
    public static Progress of(Screen screen, String task, long images) {
        ProgressBarConsumer consumer = screen.interactive() ? new OneLine(screen) : new Lines(screen);
        return new Progress(new ProgressBarBuilder().setTaskName(task).setInitialMax(images)
                .setUnit(images < THOUSANDS ? "" : "k", images < THOUSANDS ? 1 : 1000)
                .setStyle(screen.glyphs() == Glyphs.ASCII ? ProgressBarStyle.ASCII : ProgressBarStyle.UNICODE_BLOCK)
                .hideEta()
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(consumer)
                .build(), consumer);
    }

    /** {@code images} more were learnt from, with this loss. */
    public void step(long images, double loss) {
        double rate = (bar.getCurrent() + images) / ((System.nanoTime() - start) * 1e-9);
        bar.setExtraMessage(String.format(Locale.ROOT, " loss %.4f, %,.0f images/s", loss, rate));
        bar.stepBy(images);
    }

    @Override
    public void close() {
        bar.close();
        consumer.close(); // the bar forgets to if it was never drawn before
    }

    /** Draws over what it drew before, and wipes it out at the end. */
    private static final class OneLine implements ProgressBarConsumer {

        private static final String CLEAR_TO_END = "\u001b[K";

        private final Screen screen;
        private boolean closed;

        OneLine(Screen screen) {
            this.screen = screen;
        }

        @Override
        public int getMaxRenderedLength() {
            return Screen.WIDTH - 1;
        }

        /** Comes from the bar's threads, and may come late. */
        @Override
        public synchronized void accept(String line) {
            if (!closed) {
                screen.out().print("\r" + line + CLEAR_TO_END);
                screen.out().flush();
            }
        }

        @Override
        public synchronized void close() {
            accept("");
            closed = true;
        }
    }

    /** A line from time to time; not the first and the last, which say nothing that the table does not say better. */
    private static final class Lines implements ProgressBarConsumer {

        private final Screen screen;
        private long next = System.nanoTime() + UNWATCHED_NANOS;

        Lines(Screen screen) {
            this.screen = screen;
        }

        @Override
        public int getMaxRenderedLength() {
            return Screen.WIDTH - 1;
        }

        @Override
        public void accept(String line) {
            if (System.nanoTime() >= next) {
                next += UNWATCHED_NANOS;
                screen.println(line.strip());
            }
        }

        @Override
        public void close() {
            screen.out().flush();
        }
    }
}
