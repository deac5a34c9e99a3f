package dev.culebra.bench.peer;

import java.util.List;

/** A library that Culebra is compared with. Each kind of question that it can be asked is a method; the others it refuses. */
public interface Library {
    /** Its version, and that of what it stands on. */
    String version();

    /** What it can be asked, of {@link Question#CASES}: all but what PyTorch alone is asked. */
    default List<String> cases() {
        return List.of("product", "array", "step", "host");
    }

    /** Makes a product ready. */
    default Work product(Question.Product product) {
        throw new UnsupportedOperationException(product.kind());
    }

    /** Makes a function of arrays ready. */
    default Work array(Question.Array array) {
        throw new UnsupportedOperationException(array.kind());
    }

    /** Makes a training step ready. */
    default Work step(Question.Step step) {
        throw new UnsupportedOperationException(step.kind());
    }

    /** Makes a small operation ready. */
    default Work host(Question.Host host) {
        throw new UnsupportedOperationException(host.kind());
    }

    /** Makes everything ready that the question needs. */
    default Work prepare(Question question) {
        return switch (question) {
            case Question.Product product -> product(product);
            case Question.Array array -> array(array);
            case Question.Step step -> step(step);
            case Question.Host host -> host(host);
            case Question.Verb verb -> throw new UnsupportedOperationException(verb.kind());
            case Question.OfImages images -> throw new UnsupportedOperationException(images.kind());
        };
    }
}
