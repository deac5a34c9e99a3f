package dev.culebra.engine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.engine.ClassTargets;
import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.reference.Cells;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cross-entropy of rows of logits, and its gradient. */
@ForEveryBackend
record CrossEntropyContractTest(Backend backend) {
    private static final List<Shape> SHAPES =
            List.of(Shape.of(1, 1), Shape.of(1, 2), Shape.of(5, 3), Shape.of(64, 10), Shape.of(33, 17),
                    Shape.of(3, 257),
                    Shape.of(2, 1000), Shape.of(300, 4), Shape.of(0, 5));

    /** How targets are made. */
    private record Rule(boolean weighted, double smoothing, OptionalLong ignored) {}

    private static final List<Rule> RULES = List.of(new Rule(false, 0, OptionalLong.empty()), new Rule(true, 0,
            OptionalLong.empty()), new Rule(false, 0.1, OptionalLong.empty()),
            new Rule(false, 0, OptionalLong.of(-100)),
            new Rule(true, 0.25, OptionalLong.of(0)), new Rule(true, 1, OptionalLong.of(-100)));

    private record Targets(Twin labels, Optional<Twin> weights, Rule rule) {
        static Targets of(Lab lab, Shape logits, DType dtype, Rule rule, LayoutKind kind) {
            long classes = logits.size(1);
            Values values = (random, _) -> rule.ignored.isPresent() && random.nextInt(4) == 0
                    ? rule.ignored.getAsLong()
                    : random.nextLong(classes);
            Optional<Twin> weights = rule.weighted
                    ? Optional.of(lab.view(Shape.of(classes), dtype, kind, (random, _) -> random.nextInt(0, 9) * 0.25))
                    : Optional.empty();
            return new Targets(lab.view(Shape.of(logits.size(0)), DType.I64, kind, values), weights, rule);
        }

        ClassTargets view(Lab.Side side) {
            Optional<View> classWeights = weights.map(side::view);
            return new ClassTargets(side.view(labels), classWeights, rule.smoothing, rule.ignored);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void everyShapeAndRule(DType dtype) {
        for (Shape shape : SHAPES) {
            for (Rule rule : RULES) {
                both(shape, dtype, rule, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, Values.ANY);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyLayout(LayoutKind kind) {
        for (Rule rule : RULES) {
            both(Shape.of(9, 20), DType.F32, rule, kind, LayoutKind.CONTIGUOUS, Values.ANY);
            if (LayoutKind.FOR_OUTPUT.contains(kind)) {
                both(Shape.of(9, 20), DType.F32, rule, LayoutKind.CONTIGUOUS, kind, Values.ANY);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void largeLogitsDoNotOverflow(DType dtype) {
        Values large = (random, _) -> (float) random.nextDouble(-3e4, 3e4);
        for (Rule rule : RULES) {
            both(Shape.of(7, 33), dtype, rule, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, large);
        }
    }

    @Test
    void nanMakesItsRowNaNUnlessThatIsIgnored() {
        Values rare = (random, _) -> random.nextInt(20) == 0 ? Double.NaN : random.nextInt(5);
        for (Rule rule : RULES) {
            both(Shape.of(40, 5), DType.F32, rule, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, rare);
        }
    }

    @Test
    void aClassThatIsImpossibleCostsNothingUnlessItIsTheLabel() {
        Values masked = (random, _) -> random.nextInt(3) == 0 ? Double.NEGATIVE_INFINITY : random.nextInt(5);
        both(Shape.of(30, 12), DType.F32, RULES.getFirst(), LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, masked);
    }

    @Test
    void aLabelOutsideTheClassesIsRefused() {
        for (long wrong : new long[] {-1, 4, 1L << 40, Long.MIN_VALUE}) {
            try (Lab lab = new Lab(backend, 84)) {
                Twin logits = lab.view(Shape.of(3, 4), DType.F32, LayoutKind.CONTIGUOUS, Values.ANY);
                Twin labels = lab.view(Shape.of(3), DType.I64, LayoutKind.CONTIGUOUS, Values.cycle(1, wrong, 3));
                Twin losses = lab.view(Shape.of(3), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
                Twin weights = lab.view(Shape.of(3), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
                Twin gradient = lab.view(Shape.of(3, 4), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
                String message = "crossEntropy: label %d at [1] lies outside [0, 4)".formatted(wrong);
                lab.run(side -> {
                    ClassTargets targets = new ClassTargets(side.view(labels), Optional.empty(), 0, OptionalLong.of(
                            -100));
                    assertEquals(message, assertThrows(IndexOutOfBoundsException.class, () -> {
                        side.backend().crossEntropy(side.view(logits), targets, side.view(losses), side.view(weights));
                        side.backend().synchronize();
                    }).getMessage());
                    assertEquals(message, assertThrows(IndexOutOfBoundsException.class, () -> {
                        side.backend().crossEntropyGradient(side.view(logits), targets, side.view(weights), side.view(
                                gradient));
                        side.backend().synchronize();
                    }).getMessage());
                    side.backend().synchronize();
                });
            }
        }
    }

    private void both(Shape shape, DType dtype, Rule rule, LayoutKind in, LayoutKind out, Values values) {
        losses(shape, dtype, rule, in, out, values);
        gradient(shape, dtype, rule, in, out, values);
    }

    private void losses(Shape shape, DType dtype, Rule rule, LayoutKind in, LayoutKind out, Values values) {
        try (Lab lab = new Lab(backend, 80)) {
            Twin logits = lab.view(shape, dtype, in, values);
            Targets targets = Targets.of(lab, shape, dtype, rule, in);
            Twin losses = lab.view(Shape.of(shape.size(0)), dtype, out, Values.WHOLE);
            Twin weights = lab.view(Shape.of(shape.size(0)), dtype, out, Values.WHOLE);
            lab.run(side -> side.backend().crossEntropy(side.view(logits), targets.view(side), side.view(losses), side
                    .view(weights)));
            Cells rows = lab.expected(logits);
            lab.check("crossEntropy " + rule, Map.of(losses, Tolerance.within("k Σ|share| max|log p|", index -> error(
                    dtype, rows, index[0]) * 2.25 * (3 + spread(rows, index[0]))), weights, Tolerance.EXACT));
        }
    }

    private void gradient(Shape shape, DType dtype, Rule rule, LayoutKind in, LayoutKind out, Values values) {
        try (Lab lab = new Lab(backend, 81)) {
            Twin logits = lab.view(shape, dtype, in, values);
            Targets targets = Targets.of(lab, shape, dtype, rule, in);
            Layout each = out == LayoutKind.CONTIGUOUS
                    ? Layout.contiguous(Shape.scalar()).broadcastTo("scale", Shape.of(shape.size(0)))
                    : in.of(Shape.of(shape.size(0)));
            Twin scale = lab.view(each, dtype, Values.ANY);
            Twin gradient = lab.view(shape, dtype, out, Values.WHOLE);
            lab.run(side -> side.backend().crossEntropyGradient(side.view(logits), targets.view(side), side.view(
                    scale), side.view(gradient)));
            double[] errors = errors(dtype, lab.expected(logits));
            Cells factors = lab.expected(scale);
            lab.check("crossEntropyGradient " + rule,
                    Tolerance.within("k scale Σ|share|", index -> errors[(int) index[0]]
                            * 2.25 * 2 * Math.abs(factors.real(index[0]))),
                    gradient);
        }
    }

    /**
     * The relative error of a row's probabilities, which is the absolute error of their logarithms: sums of {@code classes}
     * exponentials, and the rounding of x − max. No weight is above 2.
     */
    private static double error(DType dtype, Cells logits, long row) {
        long classes = logits.layout().shape().size(1);
        return (80 + 2 * Math.log(classes) / Math.log(2) + 2 * spread(logits, row)) * Ulps.roundoff(dtype);
    }

    private static double[] errors(DType dtype, Cells logits) {
        return LongStream.range(0, logits.layout().shape().size(0)).mapToDouble(row -> error(dtype, logits, row))
                .toArray();
    }

    private static double spread(Cells logits, long row) {
        double[] finite = LongStream.range(0, logits.layout().shape().size(1)).mapToDouble(c -> logits.real(row, c))
                .filter(Double::isFinite).sorted().toArray();
        return finite.length == 0 ? 0 : finite[finite.length - 1] - finite[0];
    }
}
