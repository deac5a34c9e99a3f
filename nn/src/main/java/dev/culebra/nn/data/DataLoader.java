package dev.culebra.nn.data;

import dev.culebra.engine.Device;

/**
 * Cuts a data set into batches, epoch after epoch. Immutable: each method that sets something returns another loader.
 *
 * <pre>{@code
 * DataLoader loader = DataLoader.of(dataset, 64).shuffle(1);
 * for (int epoch = 0; epoch < 5; epoch++) {
 *     try (Epoch batches = loader.epoch(epoch)) {
 *         while (batches.hasNext()) {
 *             try (Scope scope = Scope.open()) {
 *                 Batch batch = batches.next();      // freed with the scope
 *             }
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Unless told otherwise it keeps the data set's order, includes a last batch that is smaller than the others,
 * prepares up to two batches ahead on another thread, and makes them on the standard device.
 */
public final class DataLoader {

    private static final int STANDARD_PREFETCH = 2;

    private final Dataset dataset;
    private final int batchSize;
    private final Order order;
    private final boolean dropLast;
    private final int prefetch;

    private DataLoader(Dataset dataset, int batchSize, Order order, boolean dropLast, int prefetch) {
        this.dataset = dataset;
        this.batchSize = batchSize;
        this.order = order;
        this.dropLast = dropLast;
        this.prefetch = prefetch;
    }

    /**
     * A loader of all examples in their order.
     *
     * @throws IllegalArgumentException if {@code batchSize} is not positive
     */
    public static DataLoader of(Dataset dataset, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("data loader: batch size must be at least 1, not " + batchSize);
        }
        return new DataLoader(dataset, batchSize, new Order.Sequential(), false, STANDARD_PREFETCH);
    }

    /**
     * Visits the examples in another order each epoch, which {@code seed}, the epoch's number and the data set's size
     * determine, on every platform and in every release.
     */
    public DataLoader shuffle(long seed) {
        return new DataLoader(dataset, batchSize, new Order.Shuffled(seed), dropLast, prefetch);
    }

    /** Leaves out the examples that do not fill a last batch, so that all batches have one size. */
    public DataLoader dropLast() {
        return new DataLoader(dataset, batchSize, order, true, prefetch);
    }

    /**
     * Prepares up to {@code batches} batches ahead on another thread; with 0, each when it is asked for.
     *
     * @throws IllegalArgumentException if {@code batches} is negative
     */
    public DataLoader prefetch(int batches) {
        if (batches < 0) {
            throw new IllegalArgumentException("data loader: cannot prefetch " + batches + " batches");
        }
        return new DataLoader(dataset, batchSize, order, dropLast, batches);
    }

    /** How many batches an epoch has. */
    public int batches() {
        return dropLast ? dataset.size() / batchSize : Math.ceilDiv(dataset.size(), batchSize);
    }

    /** How many examples an epoch has. */
    public int examples() {
        return dropLast ? batches() * batchSize : dataset.size();
    }

    /** How many examples a batch has, but perhaps the last. */
    public int batchSize() {
        return batchSize;
    }

    /** One pass over the examples, on the standard device; see {@link #epoch(long, Device)}. */
    public Epoch epoch(long number) {
        return epoch(number, Device.standard());
    }

    /** Starts one pass over the examples, at the first batch; see {@link #epoch(long, Device, int)}. */
    public Epoch epoch(long number, Device device) {
        return epoch(number, device, 0);
    }

    /**
     * Starts one pass over the examples, or goes on with one: order, batches and random changes of the examples are the same
     * whether the batches before were taken or not.
     *
     * @param number of the epoch; decides the order if this loader shuffles
     * @param device where the batches are to lie
     * @param taken batches to pass over: those that were taken before
     * @throws IllegalArgumentException if {@code taken} is negative or more than an epoch has
     */
    public Epoch epoch(long number, Device device, int taken) {
        if (taken < 0 || taken > batches()) {
            throw new IllegalArgumentException("data loader: cannot go on after batch %d of %d".formatted(taken,
                    batches()));
        }
        Dataset examples = dataset.inEpoch(number);
        var plan = new Plan(examples, device, order.of(examples.size(), number), batchSize, batches(), taken, number);
        return new Epoch(batches(), taken, prefetch == 0 ? new DirectFeed(plan) : new PrefetchingFeed(plan, prefetch));
    }
}
