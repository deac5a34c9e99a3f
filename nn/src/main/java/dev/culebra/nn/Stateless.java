package dev.culebra.nn;

import dev.culebra.nn.autograd.Variable;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** A layer that owns nothing. */
interface Stateless extends Layer {
    @Override
    default SequencedMap<String, Variable> parameters() {
        return new LinkedHashMap<>();
    }
}
