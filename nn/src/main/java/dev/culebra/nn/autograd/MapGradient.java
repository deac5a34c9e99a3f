package dev.culebra.nn.autograd;

import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The backward pass of one elementwise function: for each input, one expression of the upstream gradient, the inputs and
 * the output. Where the derivative contains the function itself (sigmoid, exp, tanh, …), the saved output takes its place,
 * and the inputs are often not needed at all.
 */
final class MapGradient {
    private static final int KEPT = 512;
    private static final Map<Op, MapGradient> CACHE = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Op, MapGradient> eldest) {
            return size() > KEPT;
        }
    };

    /** Some that were used before, at the place that their operation's hash says: no lock is taken for these. */
    private static final @Nullable MapGradient[] RECENT = new MapGradient[64];

    private final Op op;
    private final int arity;
    private final List<Part> parts = new ArrayList<>();

    /**
     * The gradient with respect to one input: input 0 is the upstream gradient, input k + 1 is operand k.
     *
     * @param operands numbers of the function's inputs; {@code arity} + 1 for its output
     */
    private record Part(Expr gradient, List<Integer> operands) {}

    private MapGradient(Op op, List<Expr> partials) {
        this.op = op;
        arity = partials.size();
        for (Expr partial : partials) {
            parts.add(compact(partial.mul(Expr.input(arity))));
        }
    }

    private MapGradient(Op op, Expr f) {
        this.op = op;
        arity = f.arity();
        for (int i = 0; i < arity; i++) {
            Expr gradient = f.gradient(i, Expr.input(arity));
            boolean isInput = f.equals(Expr.input(i));
            parts.add(compact(isInput ? gradient : gradient.substitute(f, Expr.input(arity + 1))));
        }
    }

    private Part compact(Expr gradient) {
        List<Integer> operands = new ArrayList<>();
        int[] positions = new int[arity + 2];
        for (int k = 0; k < arity + 2; k++) {
            if (k != arity && gradient.uses(k)) {
                operands.add(k);
                positions[k] = operands.size();
            }
        }
        return new Part(gradient.mapInputs(k -> positions[k]), List.copyOf(operands));
    }

    static MapGradient of(Op.Map op) {
        return of(op, () -> new MapGradient(op, op.f()));
    }

    static MapGradient of(Op.MapAs op) {
        return of(op, () -> new MapGradient(op, op.partials()));
    }

    private static MapGradient of(Op op, Supplier<MapGradient> make) {
        int place = op.hashCode() & RECENT.length - 1;
        MapGradient recent = RECENT[place];
        if (recent != null && recent.op.equals(op)) {
            return recent;
        }
        synchronized (CACHE) {
            MapGradient known = CACHE.computeIfAbsent(op, _ -> make.get());
            RECENT[place] = known;
            return known;
        }
    }

    /**
     * What the backward pass reads.
     *
     * @param wanted bit i if the gradient with respect to input i is wanted
     */
    Needs needs(long wanted) {
        long inputs = 0;
        boolean output = false;
        for (int i = 0; i < arity; i++) {
            if ((wanted >>> i & 1) != 0) {
                for (int operand : parts.get(i).operands) {
                    output |= operand > arity;
                    inputs |= operand > arity ? 0 : 1L << operand;
                }
            }
        }
        return new Needs(inputs, output);
    }

    /** The gradient with respect to input {@code i}, of the output's shape. */
    Tensor gradient(int i, Saved saved, Tensor upstream) {
        if (i >= arity) {
            return upstream.map(Expr.constant(0));
        }
        Part part = parts.get(i);
        Tensor[] operands = new Tensor[part.operands.size()];
        for (int k = 0; k < operands.length; k++) {
            int operand = part.operands.get(k);
            operands[k] = operand > arity ? saved.output() : saved.input(operand);
        }
        return upstream.map(part.gradient, operands);
    }
}
