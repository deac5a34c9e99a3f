package dev.culebra.nn.train;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.autograd.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent with momentum and weight decay, as PyTorch defines them: for a parameter p with gradient g,
 *
 * <pre>
 * v ← momentum·v + g + weightDecay·p
 * p ← p − learningRate·v
 * </pre>
 *
 * <p>The learning rate lies in device memory, so that a recorded step can be replayed with another one.
 *
 * <pre>{@code
 * try (Sgd sgd = new Sgd(model.parameters().values(), 0.1)) {
 *     sgd.clearGradients();
 *     loss.backward();
 *     sgd.step();
 * }
 * }</pre>
 */
public final class Sgd implements Optimizer {
    private static final Expr PARAMETER = Expr.input(0);
    private static final Expr RATE = Expr.input(1);
    private static final Expr SLOPE = Expr.input(2);
    private static final Expr VELOCITY = Expr.input(3);
    private static final Expr MOVE = PARAMETER.sub(RATE.mul(SLOPE));

    private final List<Slot> slots = new ArrayList<>();
    private final Map<Place, Tensor> rates = new HashMap<>();
    private final boolean hasMomentum;
    private final Expr accumulate;
    private final Expr descend;
    private double learningRate;

    /** Where a parameter lies, and its type: what its learning rate must have too. */
    private record Place(Device device, DType dtype) {}

    /** A parameter with what is remembered for it; without momentum the velocity is never read. */
    private record Slot(Variable parameter, Tensor velocity, Tensor rate) {}

    /** Plain descent: no momentum, no weight decay. */
    public Sgd(Collection<Variable> parameters, double learningRate) {
        this(parameters, learningRate, 0, 0);
    }

    /**
     * @param parameters what is trained; stay their owner's
     * @param learningRate finite, at least 0
     * @param momentum share of the velocity that stays from step to step, finite, at least 0
     * @param weightDecay pull towards 0, finite, at least 0
     * @throws IllegalArgumentException if a number is not as described
     */
    public Sgd(Collection<Variable> parameters, double learningRate, double momentum, double weightDecay) {
        checked("momentum", momentum);
        checked("weight decay", weightDecay);
        this.learningRate = checked("learning rate", learningRate);
        Expr slope = SLOPE.add(PARAMETER.mul(weightDecay));
        this.hasMomentum = momentum != 0;
        this.accumulate = VELOCITY.mul(momentum).add(weightDecay == 0 ? SLOPE : slope);
        this.descend = weightDecay == 0 ? MOVE : PARAMETER.sub(RATE.mul(slope));
        for (Variable parameter : parameters) {
            Tensor rate = rates.computeIfAbsent(new Place(parameter.device(), parameter.dtype()), this::rate);
            Shape remembered = hasMomentum ? parameter.shape() : Shape.of(0);
            Tensor velocity = Tensor.zeros(remembered, parameter.dtype(), parameter.device()).detach();
            slots.add(new Slot(parameter, velocity, rate));
        }
    }

    private static double checked(String name, double value) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException("sgd: %s must be finite and ≥ 0, got %s".formatted(name, value));
        }
        return value;
    }

    private Tensor rate(Place place) {
        return Tensor.full(Shape.scalar(), learningRate, place.dtype, place.device).detach();
    }

    @Override
    public void step() {
        for (Slot slot : slots) {
            slot.parameter.gradient().ifPresent(gradient -> move(slot, gradient));
        }
    }

    private void move(Slot slot, Tensor gradient) {
        Tensor parameter = slot.parameter.value();
        if (hasMomentum) {
            slot.velocity.set(accumulate, parameter, slot.rate, gradient, slot.velocity);
            parameter.set(MOVE, parameter, slot.rate, slot.velocity);
        } else {
            parameter.set(descend, parameter, slot.rate, gradient);
        }
    }

    @Override
    public void clearGradients() {
        slots.forEach(slot -> slot.parameter.clearGradient());
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public void learningRate(double rate) {
        learningRate = checked("learning rate", rate);
        rates.values().forEach(tensor -> tensor.set(Expr.constant(rate)));
    }

    @Override
    public void close() {
        slots.forEach(slot -> slot.velocity.close());
        rates.values().forEach(Tensor::close);
    }
}
