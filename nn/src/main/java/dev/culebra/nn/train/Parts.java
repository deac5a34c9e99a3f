package dev.culebra.nn.train;

import java.util.LinkedHashMap;
import java.util.Map;

/** Things that go on together, each under a name. */
final class Parts implements Stateful {
    /** A name that no part has. */
    static final String POSITION = "position";

    private final Map<String, Stateful> parts = new LinkedHashMap<>();

    /**
     * @throws IllegalArgumentException if there is a part of this name
     */
    void add(String name, Stateful part) {
        if (name.equals(POSITION) || parts.putIfAbsent(name, part) != null) {
            throw new IllegalArgumentException("trainer: there is a part called " + name);
        }
    }

    @Override
    public State state() {
        State state = State.empty();
        for (Map.Entry<String, Stateful> part : parts.entrySet()) {
            state = state.with(part.getKey(), part.getValue().state());
        }
        return state;
    }

    /** Restores one after the other. */
    @Override
    public void restore(State state) {
        parts.forEach((name, part) -> part.restore(state.under(name)));
    }
}
