package dev.culebra.nn.golden;

import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.train.Adam;
import dev.culebra.nn.train.AdamSettings;
import dev.culebra.nn.train.AdamW;
import dev.culebra.nn.train.Optimizer;
import dev.culebra.nn.train.RmsProp;
import dev.culebra.nn.train.Sgd;
import java.util.SequencedMap;

/** Optimizers by PyTorch's names and with its defaults. */
final class Optimizers {
    private Optimizers() {}

    static Optimizer of(Attributes attributes, SequencedMap<String, Variable> parameters) {
        String name = attributes.text("name", "");
        return switch (name) {
            case "sgd" -> new Sgd(parameters, new Sgd.Settings(attributes.number("lr", 0.001), attributes.number(
                    "momentum", 0), attributes.number("weight_decay", 0), attributes.flag("nesterov", false)));
            case "adam" -> new Adam(parameters, adam(attributes, 0));
            case "adamw" -> new AdamW(parameters, adam(attributes, 0.01));
            case "rmsprop" -> new RmsProp(parameters, new RmsProp.Settings(attributes.number("lr", 0.01), attributes
                    .number("alpha", 0.99), attributes.number("eps", 1e-8), attributes.number("weight_decay", 0),
                    attributes.number("momentum", 0), attributes.flag("centered", false)));
            default -> throw new AssertionError("optimizer " + name + " is not known");
        };
    }

    private static AdamSettings adam(Attributes attributes, double decay) {
        double[] betas = attributes.decimals("betas", 0.9, 0.999);
        return new AdamSettings(attributes.number("lr", 0.001), betas[0], betas[1], attributes.number("eps", 1e-8),
                attributes.number("weight_decay", decay));
    }
}
