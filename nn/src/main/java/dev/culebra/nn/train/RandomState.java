package dev.culebra.nn.train;

import dev.culebra.engine.RandomStream;

/** A random stream as something that goes on where another one stopped. */
record RandomState(String name, RandomStream random) implements Stateful {
    @Override
    public State state() {
        return State.empty().with("seed", random.seed()).with("drawn", random.drawn());
    }

    @Override
    public void restore(State state) {
        long seed = state.number(name, "seed").longValue();
        if (seed != random.seed()) {
            throw new StateException("%s: the seed differs: here %d, in the state %d".formatted(name, random.seed(),
                    seed));
        }
        random.resume(state.number(name, "drawn").longValue());
    }
}
