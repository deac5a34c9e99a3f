package dev.culebra.nn;

import dev.culebra.nn.autograd.Variable;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** A layer whose parameters are a weight and a bias, under the names that PyTorch gives them. */
interface Weighted extends Layer {
    /** What the input is multiplied by. */
    Variable weight();

    /** What is added. */
    Variable bias();

    @Override
    default SequencedMap<String, Variable> parameters() {
        SequencedMap<String, Variable> parameters = new LinkedHashMap<>();
        parameters.put("weight", weight());
        parameters.put("bias", bias());
        return parameters;
    }
}
