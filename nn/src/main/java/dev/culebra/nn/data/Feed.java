package dev.culebra.nn.data;

/** Hands out filled trays, one for each batch of an epoch, in order. */
interface Feed extends AutoCloseable {

    /**
     * The tray with the next batch; may wait. The caller gives it back before taking the next.
     *
     * @throws DataException if it could not be filled
     */
    Tray take();

    void giveBack(Tray tray);

    /** Stops whatever goes on, and frees the trays. */
    @Override
    void close();
}
