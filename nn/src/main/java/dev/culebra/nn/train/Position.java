package dev.culebra.nn.train;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * How far a training has come.
 *
 * @param epoch the one under way, from 1
 * @param step steps that were made in it
 * @param steps that were made in all
 * @param loss sum over the epoch's examples so far
 * @param examples of the epoch so far
 */
record Position(int epoch, int step, long steps, double loss, long examples) {
    static final Position START = new Position(1, 0, 0, 0, 0);

    Position stepped(double meanLoss, int batch) {
        return new Position(epoch, step + 1, steps + 1, loss + meanLoss * batch, examples + batch);
    }

    Position nextEpoch() {
        return new Position(epoch + 1, 0, steps, 0, 0);
    }

    State state() {
        SequencedMap<String, Number> numbers = new LinkedHashMap<>();
        numbers.put("epoch", (long) epoch);
        numbers.put("step", (long) step);
        numbers.put("steps", steps);
        numbers.put("loss", loss);
        numbers.put("examples", examples);
        return new State(new LinkedHashMap<>(), numbers);
    }

    static Position of(State state) {
        return new Position(state.number("position", "epoch").intValue(), state.number("position", "step").intValue(),
                state.number("position", "steps").longValue(), state.number("position", "loss").doubleValue(),
                state.number("position", "examples").longValue());
    }
}
