package dev.culebra.nn.train;

import dev.culebra.nn.autograd.Variable;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Parameters that an optimizer treats alike: with a share of its learning rate, and perhaps a weight decay of their own.
 *
 * <pre>{@code
 * Optimizer adam = new AdamW(List.of(
 *         ParameterGroup.of("body", body.parameters()).rateFactor(0.1),
 *         ParameterGroup.of("head", head.parameters()).decay(0)), AdamSettings.ofAdamW().rate(1e-3));
 * }</pre>
 *
 * @param parameters by name; stay their owner's; one with several names is kept under the first
 * @param rateFactor what the optimizer's learning rate is multiplied by, finite, at least 0
 * @param decay weight decay, finite, at least 0; empty for the optimizer's
 */
public record ParameterGroup(SequencedMap<String, Variable> parameters, double rateFactor, OptionalDouble decay) {
    /**
     * Takes a copy of the map.
     *
     * @throws IllegalArgumentException if a number is not as described
     */
    public ParameterGroup {
        parameters = Collections.unmodifiableSequencedMap(distinct(parameters));
        Ranges.number("parameter group", "rate factor", rateFactor);
        Ranges.number("parameter group", "weight decay", decay.orElse(0));
    }

    /**
     * Checks that groups share no parameter and no name.
     *
     * @param optimizer whose they are, for the message
     */
    static void checkDistinct(String optimizer, List<ParameterGroup> groups) {
        Set<Variable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<String> names = new HashSet<>();
        groups.forEach(group -> group.parameters.forEach((name, parameter) -> {
            if (!seen.add(parameter)) {
                throw new IllegalArgumentException("%s: parameter %s is given twice".formatted(optimizer, name));
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException(
                        "%s: two parameters are called %s; give each group a prefix".formatted(optimizer, name));
            }
        }));
    }

    private static SequencedMap<String, Variable> distinct(SequencedMap<String, Variable> parameters) {
        SequencedMap<String, Variable> distinct = new LinkedHashMap<>();
        Set<Variable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        parameters.forEach((name, parameter) -> {
            if (seen.add(parameter)) {
                distinct.put(name, parameter);
            }
        });
        return distinct;
    }

    /** Named parameters, with the optimizer's rate and decay. */
    public static ParameterGroup of(SequencedMap<String, Variable> parameters) {
        return new ParameterGroup(parameters, 1, OptionalDouble.empty());
    }

    /** As {@link #of(SequencedMap)}, with a prefix and a dot before each name, to keep groups apart. */
    public static ParameterGroup of(String prefix, SequencedMap<String, Variable> parameters) {
        SequencedMap<String, Variable> named = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> named.put(prefix + "." + name, parameter));
        return of(named);
    }

    /** Parameters named {@code 0}, {@code 1}, … in their order. */
    public static ParameterGroup of(Collection<Variable> parameters) {
        SequencedMap<String, Variable> named = new LinkedHashMap<>();
        parameters.forEach(parameter -> named.put(Integer.toString(named.size()), parameter));
        return of(named);
    }

    /** The same parameters with another share of the learning rate. */
    public ParameterGroup rateFactor(double factor) {
        return new ParameterGroup(parameters, factor, decay);
    }

    /** The same parameters with a weight decay of their own. */
    public ParameterGroup decay(double value) {
        return new ParameterGroup(parameters, rateFactor, OptionalDouble.of(value));
    }
}
