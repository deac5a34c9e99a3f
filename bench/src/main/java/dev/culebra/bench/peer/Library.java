package dev.culebra.bench.peer;

import java.util.List;

/** A library that Culebra is compared with. */
public interface Library {
    /** Its version, and that of what it stands on. */
    String version();

    /** What it can be asked, of {@link Question#CASES}. */
    default List<String> cases() {
        return Question.CASES;
    }

    /** Makes everything ready. */
    Work prepare(Question question);
}
