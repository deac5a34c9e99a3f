package dev.culebra.bench.compare;

import java.util.Arrays;
import java.util.List;

/** What came of a question in one turn. */
sealed interface Timing {
    /** @param seconds of a call in each round */
    record Rounds(double... seconds) implements Timing {}

    /** @param reason for people */
    record None(String reason) implements Timing {}

    /** Of all turns; one that has no time is the reason why there is none. */
    static Figure figure(List<Timing> turns) {
        double[] seconds = {};
        for (Timing turn : turns) {
            switch (turn) {
                case None none -> {
                    return new Figure.NotMeasured(none.reason);
                }
                case Rounds rounds -> {
                    int taken = seconds.length;
                    seconds = Arrays.copyOf(seconds, taken + rounds.seconds.length);
                    System.arraycopy(rounds.seconds, 0, seconds, taken, rounds.seconds.length);
                }
            }
        }
        return Figure.of(seconds);
    }
}
