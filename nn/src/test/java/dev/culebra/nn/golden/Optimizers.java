package dev.culebra.nn.golden;

import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.train.Optimizer;
import dev.culebra.nn.train.Sgd;
import java.util.Collection;

/** Optimizers by PyTorch's names and with its defaults. */
final class Optimizers {
    private Optimizers() {}

    static Optimizer of(Attributes attributes, Collection<Variable> parameters) {
        String name = attributes.text("name", "");
        double rate = attributes.number("lr", 0.001);
        double decay = attributes.number("weight_decay", 0);
        return switch (name) {
            case "sgd" -> new Sgd(parameters, rate, attributes.number("momentum", 0), decay);
            default -> throw new AssertionError("optimizer " + name + " is not known");
        };
    }
}
