package dev.culebra.nn.readme;

import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.train.Sgd;
import java.util.Arrays;

/** The README's example, between the marks, as it stands there. */
final class Xor {
    private Xor() {}

    // README begins
    static void main() {
        RandomStream random = new RandomStream(1);
        try (Sequential model = Sequential.of(
                new Linear(2, 8, random), Activation.tanh(), new Linear(8, 1, random), Activation.sigmoid());
                Sgd sgd = new Sgd(model.parameters().values(), 0.5, 0.9, 0);
                Scope _ = Scope.open()) {
            Variable x = Variable.constant(Tensor.of(Shape.of(4, 2), 0, 0, 0, 1, 1, 0, 1, 1));
            Tensor y = Tensor.of(Shape.of(4, 1), 0, 1, 1, 0);
            for (int step = 0; step < 500; step++) {
                try (Scope _ = Scope.open()) { // frees what the step computes
                    Variable loss = Loss.meanSquaredError().of(model.forward(x), y);
                    sgd.clearGradients();
                    loss.backward();
                    sgd.step();
                }
            }
            System.out.println(Arrays.toString(model.predict(x.value()).toFloats()));
        }
    }
    // README ends
}
