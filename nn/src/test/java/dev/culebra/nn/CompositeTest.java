package dev.culebra.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class CompositeTest {
    /** y = a·x, with everything that a layer can own. */
    private static final class Scale implements Layer {
        private final Variable a = Variable.parameter(Tensor.of(2f));
        private final Tensor calls = Tensor.of(0f).detach();
        private boolean training = true;

        @Override
        public Variable forward(Variable input) {
            return input.mul(a);
        }

        @Override
        public SequencedMap<String, Variable> parameters() {
            return new LinkedHashMap<>(Map.of("a", a));
        }

        @Override
        public SequencedMap<String, Tensor> buffers() {
            return new LinkedHashMap<>(Map.of("calls", calls));
        }

        @Override
        public void training(boolean on) {
            training = on;
        }
    }

    @Test
    void ownsWhatItsChildrenOwn() {
        Scale first = new Scale();
        Scale second = new Scale();
        Sequential model = Sequential.of(first, Sequential.of(Activation.relu(), second));
        assertEquals(List.of("0.a", "1.1.a"), List.copyOf(model.parameters().keySet()));
        assertEquals(List.of("0.calls", "1.1.calls"), List.copyOf(model.buffers().keySet()));
        assertSame(second.a, model.parameters().get("1.1.a"));
        assertSame(second.calls, model.buffers().get("1.1.calls"));
        model.close();
        assertTrue(second.a.value().isClosed() && second.calls.isClosed());
    }

    @Test
    void handsTheModeToItsChildren() {
        Scale inner = new Scale();
        try (Sequential model = Sequential.of(Sequential.of(inner))) {
            model.training(false);
            assertFalse(inner.training);
            model.training(true);
            assertTrue(inner.training);
        }
    }
}
