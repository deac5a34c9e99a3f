package dev.culebra.nn.train;

import java.util.function.Supplier;

/** A metric made of a name and of what counts. */
record NamedMetric(String name, Supplier<Metric.Tally> tallies) implements Metric {
    @Override
    public Tally start() {
        return tallies.get();
    }
}
