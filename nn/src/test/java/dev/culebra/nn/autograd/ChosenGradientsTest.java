package dev.culebra.nn.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;
import dev.culebra.engine.expr.Expr;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients where there is a choice, which differences cannot tell: PyTorch's. */
class ChosenGradientsTest {
    private static float[] gradient(Variable x, Variable y) {
        try (x) {
            y.sum().backward();
            return x.gradient().orElseThrow().toFloats();
        }
    }

    @Test
    void theFirstOfEqualElementsGetsThatOfAPool() {
        try (Scope _ = Scope.open()) {
            Variable x = Variable.parameter(Tensor.of(Shape.of(3, 3), 1, 1, 0, 1, 1, 0, 0, 0, 0));
            assertArrayEquals(new float[] {1, 1, 0, 1, 1, 0, 0, 0, 0}, gradient(x, x.maxPool2d(Window.of(2))));
            Variable disjoint = Variable.parameter(Tensor.of(Shape.of(2, 4), 2, 2, -1, -1, 2, 2, 5, 5));
            assertArrayEquals(new float[] {1, 0, 0, 0, 0, 0, 1, 0}, gradient(disjoint, disjoint.maxPool2d(Window.of(2)
                    .stride(2))));
        }
    }

    @Test
    void aNaNGetsThatOfItsPool() {
        try (Scope _ = Scope.open()) {
            Variable x = Variable.parameter(Tensor.of(Shape.of(2, 2), 1, Float.NaN, 7, 2));
            assertArrayEquals(new float[] {0, 1, 0, 0}, gradient(x, x.maxPool2d(Window.of(2))));
        }
    }

    @Test
    void equalMaximaShareThatOfAReduction() {
        try (Scope _ = Scope.open()) {
            Variable x = Variable.parameter(Tensor.of(3f, 3f, 1f));
            assertArrayEquals(new float[] {0.5f, 0.5f, 0}, gradient(x, x.max()));
            Variable y = Variable.parameter(Tensor.of(2f, 4f));
            Variable two = Variable.constant(Tensor.of(2f, 2f));
            assertArrayEquals(new float[] {0.5f, 1}, gradient(y, y.maximum(two)));
        }
    }

    @Test
    void aBoundKeepsItsOwn() {
        try (Scope _ = Scope.open()) {
            Variable x = Variable.parameter(Tensor.of(-1f, 0f, 1f, 2f));
            assertArrayEquals(new float[] {0, 1, 1, 0}, gradient(x, x.clamp(0, 1)));
            Variable y = Variable.parameter(Tensor.of(-1f, 0f, 1f));
            assertArrayEquals(new float[] {0, 1, 0}, gradient(y, y.hardtanh()));
        }
    }

    @Test
    void givenDerivativesTakeThePlaceOfDerivedOnes() {
        Expr floor = Expr.input(0).floor();
        try (Scope _ = Scope.open()) {
            Variable x = Variable.parameter(Tensor.of(0.5f, 1.5f));
            assertArrayEquals(new float[] {1, 1}, gradient(x, x.map(floor, List.of(Expr.constant(1)))));
            assertThrows(IllegalArgumentException.class, () -> x.map(floor, List.of()));
        }
    }
}
