package dev.culebra.nn.data;

/** Fills a tray when it is asked for, on the caller's thread. */
final class DirectFeed implements Feed {

    private final Plan plan;
    private final Tray tray;
    private int next;

    DirectFeed(Plan plan) {
        this.plan = plan;
        this.next = plan.first();
        this.tray = plan.tray();
    }

    @Override
    public Tray take() {
        int batch = next++;
        try {
            plan.fill(tray, batch);
            return tray;
        } catch (RuntimeException e) {
            throw plan.failed(batch, e);
        }
    }

    @Override
    public void giveBack(Tray tray) {
        // There is only one.
    }

    @Override
    public void close() {
        tray.close();
    }
}
