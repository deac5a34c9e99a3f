package dev.culebra.nn.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fills trays ahead, and sends their rows to a device that takes them meanwhile, on a thread of its own. The trays go round: filled by that thread, taken by the consumer, given
 * back empty. The thread is stopped by a flag and not by an interrupt, which could close the file a data set reads.
 */
final class PrefetchingFeed implements Feed {

    private final Plan plan;
    private final List<Tray> trays = new ArrayList<>();
    private final ArrayDeque<Tray> empty = new ArrayDeque<>();
    private final ArrayDeque<Tray> filled = new ArrayDeque<>();
    private final Thread thread;
    private Optional<DataException> failure = Optional.empty();
    private boolean stopped;

    /** One tray more than are filled ahead: the one that the consumer holds. */
    PrefetchingFeed(Plan plan, int ahead) {
        this.plan = plan;
        int count = Math.min(ahead, plan.batches() - plan.first()) + 1;
        try {
            for (int i = 0; i < count; i++) {
                trays.add(plan.tray());
            }
        } catch (RuntimeException | Error e) {
            trays.forEach(Tray::close);
            throw e;
        }
        empty.addAll(trays);
        thread = Thread.ofPlatform().daemon().name("culebra-data-loader").start(this::fillAll);
    }

    private void fillAll() {
        for (int batch = plan.first(); batch < plan.batches(); batch++) {
            Optional<Tray> tray = awaitEmpty();
            if (tray.isEmpty()) {
                return;
            }
            try {
                plan.fill(tray.get(), batch);
                tray.get().send();
            } catch (Throwable e) {
                fail(plan.failed(batch, e));
                return;
            }
            put(tray.get());
        }
    }

    private synchronized Optional<Tray> awaitEmpty() {
        while (!stopped && empty.isEmpty()) {
            await();
        }
        return stopped ? Optional.empty() : Optional.of(empty.remove());
    }

    private synchronized void put(Tray tray) {
        filled.add(tray);
        notifyAll();
    }

    private synchronized void fail(DataException e) {
        failure = Optional.of(e);
        notifyAll();
    }

    @Override
    public synchronized Tray take() {
        while (filled.isEmpty()) {
            if (failure.isPresent()) {
                throw failure.get();
            }
            await();
        }
        return filled.remove();
    }

    @Override
    public synchronized void giveBack(Tray tray) {
        empty.add(tray);
        notifyAll();
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException("data loader: interrupted while waiting for a batch", e);
        }
    }

    /** Waits until the thread is done with the tray in its hands; further calls do nothing. */
    @Override
    public void close() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
            notifyAll();
        }
        joinUninterrupted();
        trays.forEach(Tray::close);
    }

    private void joinUninterrupted() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
