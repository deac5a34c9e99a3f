package dev.culebra.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Checks a gradient against central differences in F64. With a step h = ∛u ≈ 6e-6 truncation, h²·|f‴|/6, and rounding, u·|f|/h,
 * are both about 4e-11 of the values involved; 1e-7 leaves room for sums of some hundred terms and third derivatives of
 * some hundred.
 */
public final class Gradients {
    private static final double STEP = Math.cbrt(Math.ulp(1.0));
    private static final double TOLERANCE = 1e-7;

    private final UnaryOperator<Variable[]> prepare;
    private final Function<Variable[], Variable> f;
    private final List<Shape> shapes = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();

    /**
     * @param f of the inputs; recorded at each call, as layers in training need it
     */
    public Gradients(Function<Variable[], Variable> f) {
        this(UnaryOperator.identity(), f);
    }

    /**
     * @param prepare gives the variables that are differentiated, in place of those made of the inputs; before each call of f
     */
    Gradients(UnaryOperator<Variable[]> prepare, Function<Variable[], Variable> f) {
        this.prepare = prepare;
        this.f = f;
    }

    /** One more differentiated input, in row-major order. */
    public Gradients input(Shape shape, double... inputs) {
        shapes.add(shape);
        values.add(inputs);
        return this;
    }

    /**
     * @throws AssertionError if a gradient differs from the difference quotient
     */
    public void check() {
        double[] upstream = upstream();
        List<double[]> gradients = gradients(upstream);
        for (int i = 0; i < values.size(); i++) {
            for (int k = 0; k < values.get(i).length; k++) {
                double want = difference(i, k, upstream);
                double got = gradients.get(i)[k];
                assertEquals(want, got, TOLERANCE * (1 + Math.abs(want)), "input %d %s, element %d".formatted(i, shapes
                        .get(i), k));
            }
        }
    }

    /** Weights of the output's elements in the scalar that is differentiated; all different. */
    private double[] upstream() {
        try (Scope _ = Scope.open()) {
            Variable[] inputs = inputs();
            double[] weights = new double[(int) f.apply(inputs).shape().elements()];
            close(inputs);
            for (int i = 0; i < weights.length; i++) {
                weights[i] = 0.5 + (i * 0.37) % 1.3;
            }
            return weights;
        }
    }

    private List<double[]> gradients(double[] upstream) {
        try (Scope _ = Scope.open()) {
            Variable[] inputs = inputs();
            Variable output = f.apply(inputs);
            output.backward(Tensor.of(output.shape(), upstream));
            List<double[]> gradients = new ArrayList<>();
            for (Variable input : inputs) {
                assertEquals(input.shape(), input.gradient().orElseThrow().shape());
                gradients.add(input.gradient().orElseThrow().toDoubles());
            }
            close(inputs);
            return gradients;
        }
    }

    private double difference(int input, int element, double[] upstream) {
        double[] x = values.get(input);
        double before = x[element];
        double step = STEP * Math.max(1, Math.abs(before));
        x[element] = before + step;
        double above = weighted(upstream);
        x[element] = before - step;
        double below = weighted(upstream);
        x[element] = before;
        return (above - below) / (2 * step);
    }

    private double weighted(double[] upstream) {
        try (Scope _ = Scope.open()) {
            Variable[] inputs = inputs();
            double[] output = f.apply(inputs).value().toDoubles();
            double sum = 0;
            for (int i = 0; i < output.length; i++) {
                sum += output[i] * upstream[i];
            }
            close(inputs);
            return sum;
        }
    }

    private Variable[] inputs() {
        Variable[] inputs = new Variable[values.size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = Variable.parameter(Tensor.of(shapes.get(i), values.get(i)));
        }
        return prepare.apply(inputs);
    }

    private static void close(Variable... variables) {
        for (Variable variable : variables) {
            variable.close();
        }
    }
}
