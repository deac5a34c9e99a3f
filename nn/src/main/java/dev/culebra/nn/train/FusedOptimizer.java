package dev.culebra.nn.train;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Update;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.autograd.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * An optimizer whose step is one {@link Update} of all parameters. What is particular to it is a few expressions and numbers:
 *
 * <pre>{@code
 * final class SignDescent extends FusedOptimizer { // p ← p − rate·sign(g)
 *     private static final Update UPDATE = new Update(2, 1, List.of(
 *             new Update.Assignment(0, PARAMETER.sub(Expr.input(2).mul(GRADIENT.sign())))));
 *
 *     SignDescent(List<ParameterGroup> groups, double rate) {
 *         super("sign descent", groups, rate, OptionalDouble.empty(), UPDATE);
 *     }
 *
 *     protected double[] scalars(ParameterGroup group, long step) {
 *         return new double[] {rate(group)};
 *     }
 * }
 * }</pre>
 */
public abstract class FusedOptimizer implements Optimizer {
    /** A parameter, in the expressions of an update: tensor 0. */
    protected static final Expr PARAMETER = Expr.input(0);
    /** Its gradient: tensor 1. What is remembered are the tensors from 2 on, and then the scalars. */
    protected static final Expr GRADIENT = Expr.input(1);

    private static final int REMEMBERED = 2;

    private final String name;
    private final Update update;
    private final List<String> quantities;
    private final List<Slot> slots = new ArrayList<>();
    private final Map<Place, ScalarTable> tables = new LinkedHashMap<>();
    private double learningRate;
    private OptionalDouble momentum;

    /** Where a parameter lies, and its type: what its scalars must have too. */
    private record Place(Device device, DType dtype) {}

    /**
     * @param name for messages
     * @param groups of parameters, which have different names; none is in two of them
     * @param learningRate finite, at least 0
     * @param momentum at least 0 and less than 1; empty for none
     * @param update of parameter, gradient and what is remembered, in this order; writes no gradient
     * @param quantities what is remembered, by name
     * @throws IllegalArgumentException if a number is not as described, or a name or a parameter appears twice
     */
    protected FusedOptimizer(String name, List<ParameterGroup> groups, double learningRate, OptionalDouble momentum,
            Update update, String... quantities) {
        this.name = name;
        this.update = update;
        this.quantities = List.of(quantities);
        this.learningRate = Ranges.number(name, "learning rate", learningRate);
        this.momentum = momentum;
        momentum.ifPresent(share -> Ranges.share(name, "momentum", share));
        if (update.tensors() != REMEMBERED + quantities.length || update.writes(1)) {
            throw new IllegalArgumentException("%s: %s does not fit %s".formatted(name, update, this.quantities));
        }
        ParameterGroup.checkDistinct(name, groups);
        Map<Place, Integer> rows = new LinkedHashMap<>();
        groups.forEach(group -> group.parameters().values().forEach(parameter -> rows.merge(place(parameter), 1,
                Integer::sum)));
        rows.forEach((place, count) -> tables.put(place, new ScalarTable(count, update.scalars(), place.dtype,
                place.device)));
        groups.forEach(group -> group.parameters().forEach((named, parameter) -> add(named, parameter, group, rows)));
    }

    private static Place place(Variable parameter) {
        return new Place(parameter.device(), parameter.dtype());
    }

    private void add(String named, Variable parameter, ParameterGroup group, Map<Place, Integer> rows) {
        int row = rows.merge(place(parameter), -1, Integer::sum);
        slots.add(new Slot(named, parameter, group, tables.get(place(parameter)), row, quantities));
    }

    /**
     * Whether a group has weight decay; where none has, an update does without.
     *
     * @param standard the optimizer's decay, for groups without their own
     */
    protected static boolean decays(List<ParameterGroup> groups, double standard) {
        return groups.stream().anyMatch(group -> group.decay().orElse(standard) != 0);
    }

    /**
     * The scalars of the update for a parameter.
     *
     * @param step number of the parameter's step that they are for, from 1
     */
    protected abstract double[] scalars(ParameterGroup group, long step);

    /** The learning rate of a group. */
    protected final double rate(ParameterGroup group) {
        return learningRate * group.rateFactor();
    }

    @Override
    public final void step() {
        Map<Device, List<Update.Group>> groups = new LinkedHashMap<>();
        List<Slot> moved = new ArrayList<>();
        for (Slot slot : slots) {
            slot.parameter.gradient().ifPresent(gradient -> {
                slot.table.set(slot.row, scalars(slot.group, slot.steps + 1));
                moved.add(slot);
                groups.computeIfAbsent(gradient.device(), _ -> new ArrayList<>()).add(slot.operands(gradient));
            });
        }
        tables.values().forEach(ScalarTable::upload);
        groups.values().forEach(update::apply);
        moved.forEach(slot -> slot.steps++); // now that there was memory for it
    }

    @Override
    public final void clearGradients() {
        slots.forEach(slot -> slot.parameter.clearGradient());
    }

    @Override
    public final double learningRate() {
        return learningRate;
    }

    @Override
    public final void learningRate(double rate) {
        learningRate = Ranges.number(name, "learning rate", rate);
    }

    @Override
    public final OptionalDouble momentum() {
        return momentum;
    }

    @Override
    public final void momentum(double share) {
        if (momentum.isEmpty()) {
            throw new IllegalStateException(name + ": it was made without momentum, and remembers no velocity");
        }
        momentum = OptionalDouble.of(Ranges.share(name, "momentum", share));
    }

    @Override
    public final State state() {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < quantities.size(); i++) {
            for (Slot slot : slots) {
                tensors.put(quantities.get(i) + "." + slot.name, slot.remembered.get(i));
            }
        }
        SequencedMap<String, Number> numbers = new LinkedHashMap<>();
        numbers.put("rate", learningRate);
        momentum.ifPresent(share -> numbers.put("momentum", share));
        slots.forEach(slot -> numbers.put("steps." + slot.name, slot.steps));
        return new State(tensors, numbers);
    }

    @Override
    public final void restore(State state) {
        state().numbers().keySet().forEach(number -> state.number(name, number));
        double rate = Ranges.number(name, "learning rate", state.number(name, "rate").doubleValue());
        OptionalDouble share = momentum.isEmpty()
                ? momentum
                : OptionalDouble.of(Ranges.share(name, "momentum", state.number(name, "momentum").doubleValue()));
        state().set(name, state);
        learningRate = rate;
        momentum = share;
        slots.forEach(slot -> slot.steps = state.number(name, "steps." + slot.name).longValue());
    }

    @Override
    public final void close() {
        slots.forEach(Slot::close);
        tables.values().forEach(ScalarTable::close);
    }
}
