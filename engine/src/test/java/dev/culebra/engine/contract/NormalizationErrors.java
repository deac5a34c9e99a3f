package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import dev.culebra.engine.reference.Cells;
import dev.culebra.engine.reference.Groups;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How far normalisation may be wrong. A sum of n terms is wrong by γ(70 + 2 log₂ n) Σ|terms| =: k Σ|terms|, so a mean by
 * δ = k·mean|x|; a variance by k·(variance + δ²), and where the mean is corrected for by the mean distance, which is known to
 * k·mean|x − mean|, by 2kδ√variance more; a normalised element by δ and by half the relative error of the variance.
 */
final class NormalizationErrors {
    private final DType dtype;
    private final Cells input;
    private final Cells mean;
    private final Cells variance;
    private final Function<long[], Double> magnitude;

    /**
     * @param mean the reference's
     * @param variance the reference's
     */
    NormalizationErrors(Cells input, Cells mean, Cells variance) {
        this.dtype = input.dtype();
        this.input = input;
        this.mean = mean;
        this.variance = variance;
        this.magnitude = groupMean(mean.layout().shape(), at -> Math.abs(input.real(at)));
    }

    Tolerance ofMean() {
        return Tolerance.within("γ(70 + 2 log₂ n) mean|x|", this::meanError);
    }

    Tolerance ofVariance() {
        return Tolerance.within("γ(70 + 2 log₂ n) (variance + δ² + 2δ√variance)", this::varianceError);
    }

    Tolerance ofOutput(double epsilon, Cells scale, Cells shift) {
        double u = Ulps.roundoff(dtype);
        return Tolerance.within("(δ + |x − mean| (8u + Δ/2)) scale / deviation + 4u |y|", index -> {
            long[] of = Groups.of(mean.layout().shape(), index);
            double square = variance.real(of) + epsilon;
            double distance = Math.abs(input.real(index) - mean.real(of));
            double error = meanError(of) + distance * (8 * u + varianceError(of) / (2 * square));
            double factor = Math.abs(scale.real(index)) / Math.sqrt(square);
            return factor * error + 4 * u * (distance * factor + Math.abs(shift.real(index)));
        });
    }

    /** For given moments, which are exact. */
    Tolerance ofInputGradient(double epsilon, Cells scale, Cells upstream) {
        double u = Ulps.roundoff(dtype);
        ToDoubleFunction<long[]> scaled = at -> Math.abs(upstream.real(at) * scale.real(at));
        ToDoubleFunction<long[]> product = at -> scaled.applyAsDouble(at) * Math.abs(normalized(at, epsilon));
        Shape moments = mean.layout().shape();
        Function<long[], Double> first = groupMean(moments, scaled);
        Function<long[], Double> second = groupMean(moments, product);
        return Tolerance.within("(8u |g| + k mean|g| + 2k |x̂| mean|g x̂|) / deviation", index -> {
            long[] of = Groups.of(moments, index);
            double k = relative(moments);
            double terms = 8 * u * scaled.applyAsDouble(index) + k * first.apply(of) + 2 * k * Math.abs(normalized(
                    index, epsilon)) * second.apply(of);
            return terms / Math.sqrt(variance.real(of) + epsilon);
        });
    }

    /** For given moments, which are exact. */
    Tolerance ofScaleGradient(Shape parameters, double epsilon, Cells upstream) {
        return sum(parameters, at -> Math.abs(upstream.real(at) * normalized(at, epsilon)));
    }

    Tolerance ofShiftGradient(Shape parameters, Cells upstream) {
        return sum(parameters, at -> Math.abs(upstream.real(at)));
    }

    private Tolerance sum(Shape parameters, ToDoubleFunction<long[]> term) {
        return Tolerance.within("γ(70 + 2 log₂ n) Σ|terms|", index -> relative(parameters) * Groups.members(input
                .layout().shape(), parameters, index).stream().mapToDouble(term).sum());
    }

    private double normalized(long[] at, double epsilon) {
        long[] of = Groups.of(mean.layout().shape(), at);
        return (input.real(at) - mean.real(of)) / Math.sqrt(variance.real(of) + epsilon);
    }

    private double relative(Shape result) {
        double count = Math.max(2.0, (double) input.layout().shape().elements() / Math.max(1, result.elements()));
        return (70 + 2 * Math.log(count) / Math.log(2)) * Ulps.roundoff(dtype);
    }

    private double meanError(long[] of) {
        return relative(mean.layout().shape()) * magnitude.apply(of);
    }

    private double varianceError(long[] of) {
        double drift = meanError(of);
        double square = variance.real(of);
        return relative(mean.layout().shape()) * (square + drift * drift + 2 * drift * Math.sqrt(square));
    }

    /** The mean of a term over a group, remembered. */
    private Function<long[], Double> groupMean(Shape groups, ToDoubleFunction<long[]> term) {
        Map<String, Double> known = new HashMap<>();
        return of -> known.computeIfAbsent(Arrays.toString(of), _ -> Groups.members(input.layout().shape(), groups, of)
                .stream().mapToDouble(term).average().orElse(0));
    }
}
