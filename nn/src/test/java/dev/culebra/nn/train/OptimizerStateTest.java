package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class OptimizerStateTest {
    private static SequencedMap<String, Variable> parameters(float... start) {
        SequencedMap<String, Variable> parameters = new LinkedHashMap<>();
        parameters.put("weight", Variable.parameter(Tensor.of(start)));
        parameters.put("bias", Variable.parameter(Tensor.of(0.5f)));
        return parameters;
    }

    private static Adam adam(SequencedMap<String, Variable> parameters) {
        return new Adam(parameters, AdamSettings.ofAdam().rate(0.1));
    }

    /** Steps down Σw⁴ + b², or down Σw⁴ alone. */
    private static void step(Optimizer optimizer, SequencedMap<String, Variable> parameters, boolean both) {
        try (Scope _ = Scope.open()) {
            optimizer.clearGradients();
            Variable loss = parameters.get("weight").square().square().sum();
            (both ? loss.add(parameters.get("bias").square().sum()) : loss).backward();
            optimizer.step();
        }
    }

    private static void close(SequencedMap<String, Variable> parameters) {
        parameters.values().forEach(Variable::close);
    }

    @Test
    void goesOnAsIfItHadNotStopped() {
        SequencedMap<String, Variable> one = parameters(1, -2, 3);
        SequencedMap<String, Variable> other = parameters(0, 0, 0);
        try (Adam first = adam(one); Adam second = adam(other)) {
            step(first, one, true);
            step(first, one, false); // the bias has made one step, the weight two
            first.learningRate(0.07);
            first.momentum(0.8);
            one.forEach((name, parameter) -> other.get(name).value().set(parameter.value()));
            try (State kept = first.state().copy()) {
                step(first, one, true);
                second.restore(kept);
            }
            assertEquals(0.07, second.learningRate());
            assertEquals(OptionalDouble.of(0.8), second.momentum());
            step(second, other, true);
            step(first, one, true);
            step(second, other, true);
            for (String name : one.keySet()) {
                assertArrayEquals(one.get(name).value().toFloats(), other.get(name).value().toFloats(), name);
            }
        } finally {
            close(one);
            close(other);
        }
    }

    @Test
    void namesWhatItRemembers() {
        SequencedMap<String, Variable> parameters = parameters(1, 2);
        try (Adam adam = adam(parameters)) {
            step(adam, parameters, false);
            State state = adam.state();
            assertEquals(List.of("firstMoment.weight", "firstMoment.bias", "secondMoment.weight", "secondMoment.bias"),
                    List.copyOf(state.tensors().keySet()));
            assertEquals(Map.of("rate", 0.1, "momentum", 0.9, "steps.weight", 1L, "steps.bias", 0L), state.numbers());
        } finally {
            close(parameters);
        }
    }

    @Test
    void saysWhatDoesNotFit() {
        SequencedMap<String, Variable> two = parameters(1, 2);
        SequencedMap<String, Variable> three = parameters(1, 2, 3);
        try (Adam adam = adam(two); Adam larger = adam(three); Sgd sgd = new Sgd(two, 0.1)) {
            assertMessage("adam: firstMoment.weight differs: here [2] F32, in the state [3] F32", adam, larger.state());
            assertMessage("adam: the state has no number momentum; it has [rate, steps.weight, steps.bias]", adam, sgd
                    .state());
            assertMessage("sgd: the state has tensors that belong to nothing here: [firstMoment.weight,", sgd, adam
                    .state());
            assertMessage("adam: the state has no tensor firstMoment.weight [2] F32", adam, new State(
                    new LinkedHashMap<>(), adam.state().numbers()));
        } finally {
            close(two);
            close(three);
        }
    }

    private static void assertMessage(String start, Stateful restored, State state) {
        StateException thrown = assertThrows(StateException.class, () -> restored.restore(state));
        assertTrue(thrown.getMessage().startsWith(start), thrown.getMessage());
    }

    @Test
    void statesAreMadeOfStates() {
        try (Tensor a = Tensor.of(1f); Tensor b = Tensor.of(2f)) {
            SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("x", a);
            State inner = State.of(tensors).with("n", 3L);
            State outer = State.empty().with("one", inner).with("other", State.of(new LinkedHashMap<>(Map.of("x", b))));
            assertEquals(List.of("one.x", "other.x"), List.copyOf(outer.tensors().keySet()));
            assertEquals(inner, outer.under("one"));
            assertEquals(State.empty(), outer.under("on"));
        }
    }

    @Test
    void aSharedParameterIsOneAndNamesMustDiffer() {
        SequencedMap<String, Variable> tied = parameters(1, 2);
        tied.put("again", tied.get("weight"));
        try (Sgd sgd = new Sgd(tied, 0.1)) {
            assertEquals(List.of("rate", "steps.weight", "steps.bias"), List.copyOf(sgd.state().numbers().keySet()));
            var twice = List.of(ParameterGroup.of("a", tied), ParameterGroup.of("b", tied));
            assertEquals("sgd: parameter b.weight is given twice", assertThrows(IllegalArgumentException.class,
                    () -> new Sgd(twice, new Sgd.Settings(0.1))).getMessage());
            SequencedMap<String, Variable> others = parameters(3);
            assertEquals("sgd: two parameters are called weight; give each group a prefix", assertThrows(
                    IllegalArgumentException.class, () -> new Sgd(List.of(ParameterGroup.of(tied), ParameterGroup.of(
                            others)), new Sgd.Settings(0.1)))
                    .getMessage());
            close(others);
        } finally {
            close(tied);
        }
    }

    @Test
    void onlyWhatWasMadeWithMomentumTakesAnother() {
        SequencedMap<String, Variable> parameters = parameters(1);
        try (Sgd plain = new Sgd(parameters, 0.1); Adam adam = adam(parameters)) {
            assertEquals(OptionalDouble.empty(), plain.momentum());
            assertThrows(IllegalStateException.class, () -> plain.momentum(0.9));
            assertThrows(IllegalArgumentException.class, () -> adam.momentum(1));
        } finally {
            close(parameters);
        }
    }

    @Test
    void freesWhatItRemembers() {
        SequencedMap<String, Variable> parameters = parameters(1, 2, 3);
        long before = Device.standard().memory().usedBytes();
        adam(parameters).close();
        new RmsProp(parameters, RmsProp.Settings.standard().momentum(0.5).centred(true)).close();
        assertEquals(before, Device.standard().memory().usedBytes());
        close(parameters);
    }
}
