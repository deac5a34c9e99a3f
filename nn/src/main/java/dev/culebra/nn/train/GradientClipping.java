package dev.culebra.nn.train;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Update;
import dev.culebra.engine.Update.Assignment;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.autograd.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Makes gradients that are too large smaller, between the backward pass and the step; as PyTorch does it. Nothing is read back
 * from the device.
 *
 * <pre>{@code
 * loss.backward();
 * new GradientClipping.ByNorm(1).clip(model.parameters().values());
 * optimizer.step();
 * }</pre>
 */
public sealed interface GradientClipping {
    /** Changes the gradients of parameters that have one. */
    void clip(Collection<Variable> parameters);

    /**
     * Scales all gradients by one factor, {@code min(1, limit/(norm + 10⁻⁶))}, where the norm is that of all of them together.
     *
     * <pre>{@code
     * new GradientClipping.ByNorm(1).clip(parameters);
     * }</pre>
     *
     * @param limit of the norm, finite, at least 0
     */
    record ByNorm(double limit) implements GradientClipping {
        private static final Update SCALE = new Update(1, 1, List.of(new Assignment(0, Expr.input(0).mul(Expr.input(
                1)))));
        private static final double AWAY_FROM_ZERO = 1e-6;

        /**
         * @throws IllegalArgumentException if the limit is not as described
         */
        public ByNorm {
            Ranges.number("clip", "norm", limit);
        }

        @Override
        public void clip(Collection<Variable> parameters) {
            try (Scope _ = Scope.open()) {
                GradientClipping.norm(parameters).ifPresent(norm -> {
                    Tensor factor = norm.map(Expr.constant(limit).div(Expr.input(0).add(AWAY_FROM_ZERO)).min(1))
                            .reshape(1);
                    apply(SCALE, parameters, (dtype, device) -> factor.to(device).to(dtype));
                });
            }
        }
    }

    /**
     * Brings each element into {@code [−limit, limit]}.
     *
     * <pre>{@code
     * new GradientClipping.ByValue(0.5).clip(parameters);
     * }</pre>
     *
     * @param limit finite, at least 0
     */
    record ByValue(double limit) implements GradientClipping {
        private static final Update BOUND = new Update(1, 1, List.of(new Assignment(0, Expr.input(0).min(Expr.input(1))
                .max(Expr.input(1).neg()))));

        /**
         * @throws IllegalArgumentException if the limit is not as described
         */
        public ByValue {
            Ranges.number("clip", "value", limit);
        }

        @Override
        public void clip(Collection<Variable> parameters) {
            try (Scope _ = Scope.open()) {
                apply(BOUND, parameters, (dtype, device) -> Tensor.full(Shape.of(1), limit, dtype, device));
            }
        }
    }

    /** The root of the sum of squares over all gradients, a scalar of the first one's dtype and device; empty if none has one. */
    static Optional<Tensor> norm(Collection<Variable> parameters) {
        List<Tensor> gradients = parameters.stream().flatMap(parameter -> parameter.gradient().stream()).toList();
        if (gradients.isEmpty()) {
            return Optional.empty();
        }
        Tensor first = gradients.getFirst();
        try (Scope scope = Scope.open()) {
            Tensor[] squares = gradients.stream().map(gradient -> gradient.square().sum().to(first.device()).to(first
                    .dtype()).reshape(1)).toArray(Tensor[]::new);
            return Optional.of(scope.keep(Tensor.concat(0, squares).sum().sqrt()));
        }
    }

    /**
     * Makes an update of every gradient.
     *
     * @param scalar makes its scalar, {@code [1]}, of a type and on a device
     */
    private static void apply(Update update, Collection<Variable> parameters,
            BiFunction<DType, Device, Tensor> scalar) {
        Map<Device, Map<DType, Tensor>> scalars = new LinkedHashMap<>();
        Map<Device, List<Update.Group>> groups = new LinkedHashMap<>();
        for (Variable parameter : parameters) {
            parameter.gradient().ifPresent(gradient -> groups.computeIfAbsent(gradient.device(),
                    _ -> new ArrayList<>()).add(
                            new Update.Group(List.of(gradient), scalars.computeIfAbsent(gradient
                                    .device(), _ -> new LinkedHashMap<>()).computeIfAbsent(gradient.dtype(),
                                            dtype -> scalar.apply(dtype, gradient.device())))));
        }
        groups.values().forEach(update::apply);
    }
}
