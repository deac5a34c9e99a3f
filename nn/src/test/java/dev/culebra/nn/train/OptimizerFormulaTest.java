package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every optimizer against its formula, written out for one number in double precision. */
class OptimizerFormulaTest {
    private static final int STEPS = 6;
    /** Some thirty roundings a step, and in the centred variance a difference of which a tenth is left. */
    private static final double SINGLE = STEPS * 30 * 10 * 0x1p-24;
    /** Of the parameter's own rate. */
    private static final double FACTOR = 0.5;
    private static final double[] START = {3, -0.25, 1e-3};

    /** What an optimizer does to one number: state and parameter change with each gradient. */
    private interface Rule {
        double step(double p, double g, int t, double rate, double decay);
    }

    private record Case(String name, Function<List<ParameterGroup>, Optimizer> made, double rate, double decay,
            Supplier<Rule> rule) {}

    private static Case sgd(double momentum, double decay, boolean nesterov) {
        var settings = new Sgd.Settings(0.1, momentum, decay, nesterov);
        return new Case(settings.toString(), groups -> new Sgd(groups, settings), 0.1, decay, () -> new Rule() {
            private double v;

            @Override
            public double step(double p, double g, int t, double rate, double pull) {
                double slope = g + pull * p;
                v = t == 1 ? slope : momentum * v + slope;
                return p - rate * (nesterov ? slope + momentum * v : v);
            }
        });
    }

    private static Case adam(AdamSettings settings, boolean decoupled) {
        return new Case((decoupled ? "AdamW " : "Adam ") + settings, groups -> decoupled
                ? new AdamW(groups, settings)
                : new Adam(groups, settings), settings.rate(), settings.decay(), () -> new Rule() {
                    private double m;
                    private double v;

                    @Override
                    public double step(double p, double g, int t, double rate, double pull) {
                        double slope = decoupled ? g : g + pull * p;
                        double from = decoupled ? p * (1 - rate * pull) : p;
                        m = settings.beta1() * m + (1 - settings.beta1()) * slope;
                        v = settings.beta2() * v + (1 - settings.beta2()) * slope * slope;
                        double mean = m / (1 - Math.pow(settings.beta1(), t));
                        double square = v / (1 - Math.pow(settings.beta2(), t));
                        return from - rate * mean / (Math.sqrt(square) + settings.epsilon());
                    }
                });
    }

    private static Case rmsProp(double momentum, double decay, boolean centred) {
        var settings = RmsProp.Settings.standard().momentum(momentum).decay(decay).centred(centred);
        return new Case("RMSprop " + settings, groups -> new RmsProp(groups, settings), settings.rate(), decay,
                () -> new Rule() {
                    private double s;
                    private double m;
                    private double b;

                    @Override
                    public double step(double p, double g, int t, double rate, double pull) {
                        double slope = g + pull * p;
                        s = 0.99 * s + (1 - 0.99) * slope * slope;
                        m = 0.99 * m + (1 - 0.99) * slope;
                        double scaled = slope / (Math.sqrt(centred ? s - m * m : s) + 1e-8);
                        b = momentum * b + scaled;
                        return p - rate * (momentum == 0 ? scaled : b);
                    }
                });
    }

    private static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (double decay : new double[] {0, 0.1}) {
            for (double momentum : new double[] {0, 0.9}) {
                cases.add(sgd(momentum, decay, false));
                cases.add(rmsProp(momentum, decay, false));
                cases.add(rmsProp(momentum, decay, true));
            }
            cases.add(sgd(0.9, decay, true));
            for (boolean decoupled : new boolean[] {false, true}) {
                cases.add(adam(AdamSettings.ofAdam().decay(decay), decoupled));
                cases.add(adam(new AdamSettings(0.05, 0.8, 0.9, 1e-3, decay), decoupled));
            }
        }
        return cases.stream();
    }

    @TestFactory
    Stream<DynamicTest> inDoublePrecision() {
        // As in single precision, with roundings that are 2²⁹ times as small.
        return cases().map(each -> DynamicTest.dynamicTest(each.name, () -> follows(each, DType.F64, Device.standard(),
                SINGLE * 0x1p-29)));
    }

    @TestFactory
    Stream<DynamicTest> inSinglePrecision() {
        return cases().map(each -> DynamicTest.dynamicTest(each.name, () -> follows(each, DType.F32, Device.standard(),
                SINGLE)));
    }

    @TestFactory
    Stream<DynamicTest> onACard() {
        Device card = Card.open();
        return cases().map(each -> DynamicTest.dynamicTest(each.name, () -> follows(each, DType.F32, card, SINGLE)));
    }

    /** Two groups, of which the second has half the rate and a decay of its own if there is decay at all. */
    private static void follows(Case each, DType dtype, Device device, double tolerance) {
        double own = each.decay == 0 ? 0 : 0.3;
        double[][] expected = {START.clone(), START.clone()};
        Rule[][] rules = new Rule[2][START.length];
        try (Variable first = parameter(dtype, device);
                Variable second = parameter(dtype, device);
                Optimizer optimizer = each.made.apply(List.of(ParameterGroup.of("a", named(first)), ParameterGroup.of(
                        "b", named(second)).rateFactor(FACTOR).decay(own)))) {
            for (int t = 1; t <= STEPS; t++) {
                try (Scope _ = Scope.open()) {
                    optimizer.clearGradients();
                    first.square().sum().add(second.square().sum()).backward();
                    optimizer.step();
                }
                for (int group = 0; group < 2; group++) {
                    double[] got = (group == 0 ? first : second).value().toDoubles();
                    for (int i = 0; i < START.length; i++) {
                        if (t == 1) {
                            rules[group][i] = each.rule.get();
                        }
                        double p = expected[group][i];
                        expected[group][i] = rules[group][i].step(p, 2 * p, t, each.rate * (group == 0 ? 1 : FACTOR),
                                group == 0 ? each.decay : own);
                        assertEquals(expected[group][i], got[i], tolerance * Math.max(1, Math.abs(expected[group][i])),
                                "step %d, group %d, element %d".formatted(t, group, i));
                    }
                }
            }
        }
    }

    private static SequencedMap<String, Variable> named(Variable variable) {
        SequencedMap<String, Variable> named = new LinkedHashMap<>();
        named.put("w", variable);
        return named;
    }

    private static Variable parameter(DType dtype, Device device) {
        try (Tensor start = Tensor.of(Shape.of(START.length), START); Tensor there = start.to(device)) {
            return Variable.parameter(there.to(dtype));
        }
    }
}
