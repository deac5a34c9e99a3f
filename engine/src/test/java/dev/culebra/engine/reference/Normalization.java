package dev.culebra.engine.reference;

import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Moments and normalisation along the axes on which a result has size 1. */
final class Normalization {
    private final Cells input;
    private final Shape shape;

    Normalization(View input) {
        this.input = Cells.of(input);
        this.shape = input.shape();
    }

    private record Exact(double mean, double variance) {}

    /** Corrected for the rounding of the first mean. */
    private Exact exact(List<long[]> group) {
        double mean = sum(group, input::real) / group.size();
        double drift = sum(group, at -> input.real(at) - mean) / group.size();
        double square = sum(group, at -> Math.pow(input.real(at) - mean, 2)) / group.size();
        return new Exact(Double.isNaN(drift) ? mean : mean + drift, square - drift * drift);
    }

    void moments(View mean, View variance) {
        Indices.forEach(mean.shape(), index -> {
            Exact exact = exact(Groups.members(shape, mean.shape(), index));
            Cells.of(mean).set(exact.mean(), index);
            Cells.of(variance).set(exact.variance(), index);
        });
    }

    void normalize(View scale, View shift, double epsilon, View output, View mean, View variance) {
        moments(mean, variance);
        Indices.forEach(mean.shape(), index -> {
            List<long[]> group = Groups.members(shape, mean.shape(), index);
            Exact exact = exact(group);
            for (long[] at : group) {
                double normalized = (input.real(at) - exact.mean()) / Math.sqrt(exact.variance() + epsilon);
                Cells.of(output).set(normalized * Cells.of(scale).real(at) + Cells.of(shift).real(at), at);
            }
        });
    }

    void gradient(View mean, View variance, double epsilon, View scale, View upstream, View inputGradient,
            View scaleGradient, View shiftGradient) {
        Shape moments = mean.shape();
        Cells above = Cells.of(upstream);
        ToDoubleFunction<long[]> reciprocal =
                at -> 1 / Math.sqrt(Cells.of(variance).real(Groups.of(moments, at)) + epsilon);
        ToDoubleFunction<long[]> normalized =
                at -> (input.real(at) - Cells.of(mean).real(Groups.of(moments, at))) * reciprocal.applyAsDouble(at);
        ToDoubleFunction<long[]> scaled = at -> above.real(at) * Cells.of(scale).real(at);
        Indices.forEach(moments, index -> {
            List<long[]> group = Groups.members(shape, moments, index);
            double first = sum(group, scaled) / group.size();
            double second = sum(group, at -> scaled.applyAsDouble(at) * normalized.applyAsDouble(at)) / group.size();
            for (long[] at : group) {
                Cells.of(inputGradient).set(reciprocal.applyAsDouble(at) * (scaled.applyAsDouble(at) - first
                        - normalized.applyAsDouble(at) * second), at);
            }
        });
        Indices.forEach(scaleGradient.shape(), index -> {
            List<long[]> group = Groups.members(shape, scaleGradient.shape(), index);
            Cells.of(scaleGradient).set(sum(group, at -> above.real(at) * normalized.applyAsDouble(at)), index);
            Cells.of(shiftGradient).set(sum(group, above::real), index);
        });
    }

    /** Compensated. */
    private static double sum(List<long[]> group, ToDoubleFunction<long[]> term) {
        return group.stream().mapToDouble(term).sum();
    }
}
