package dev.culebra.nn.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.Gradients;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule in the table, against central differences. An operation without a case here fails the first test. */
class RulesTest {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);

    /** An operation on differentiated inputs of some shapes; its last input may be an index. */
    private record Case(Op op, Function<Variable[], Variable> f, List<Shape> shapes, Shape indexShape, long... index) {
        static Case of(Op op, Shape... shapes) {
            return new Case(op, x -> Variable.of(op, x), List.of(shapes), Shape.of(0));
        }

        Case as(Function<Variable[], Variable> function) {
            return new Case(op, function, shapes, indexShape, index);
        }

        Case at(long... values) {
            return at(Shape.of(values.length), values);
        }

        Case at(Shape indexShape, long... values) {
            return new Case(op, f, shapes, indexShape, values);
        }

        @Override
        public String toString() {
            return op + " of " + shapes;
        }
    }

    private static List<Case> cases() {
        Shape matrix = Shape.of(3, 4);
        return List.of(
                Case.of(new Op.Map(X.mul(Y)), matrix, matrix),
                Case.of(new Op.Map(X.mul(Y).add(Y.sigmoid())), matrix, Shape.of(4)),
                Case.of(new Op.Map(X.div(Y.exp())), Shape.of(3, 1), Shape.of(1, 4)),
                Case.of(new Op.Map(X.mul(Y)), Shape.scalar(), matrix),
                Case.of(new Op.Map(Expr.select(X.gt(Y), X.mul(Y), Y)), matrix, Shape.of(2, 3, 4)),
                Case.of(new Op.Reduce(Reduction.SUM, false, List.of()), matrix),
                Case.of(new Op.Reduce(Reduction.SUM, false, List.of(0)), matrix),
                Case.of(new Op.Reduce(Reduction.SUM, true, List.of(-1, 0)), Shape.of(2, 3, 4)),
                Case.of(new Op.Reduce(Reduction.MAX, false, List.of(1)), matrix),
                Case.of(new Op.Reduce(Reduction.MAX, false, List.of()), matrix),
                Case.of(new Op.Reduce(Reduction.MIN, true, List.of(0, 2)), Shape.of(2, 3, 4)),
                Case.of(new Op.MapAs(X.mul(Y), List.of(Y, X)), matrix, Shape.of(4)),
                Case.of(new Op.Var(0, false, List.of()), matrix),
                Case.of(new Op.Var(1, false, List.of(1)), matrix),
                Case.of(new Op.Var(1, true, List.of(0, -1)), Shape.of(2, 3, 4)),
                Case.of(new Op.LogSumExp(false, List.of()), matrix),
                Case.of(new Op.LogSumExp(true, List.of(0, -1)), Shape.of(2, 3, 4)),
                Case.of(new Op.MatMul(), matrix, Shape.of(4, 2)),
                Case.of(new Op.MatMul(), Shape.of(4), Shape.of(4)),
                Case.of(new Op.MatMul(), matrix, Shape.of(4)),
                Case.of(new Op.MatMul(), Shape.of(3), matrix),
                Case.of(new Op.MatMul(), Shape.of(2, 3, 4), Shape.of(4, 5)),
                Case.of(new Op.MatMul(), Shape.of(3), Shape.of(2, 3, 4)),
                Case.of(new Op.MatMul(), Shape.of(5, 1, 2, 3), Shape.of(2, 3, 4)),
                Case.of(new Op.Linear(), matrix, Shape.of(5, 4), Shape.of(5)),
                Case.of(new Op.Linear(), Shape.of(2, 3, 4), Shape.of(5, 4), Shape.of(5)),
                Case.of(new Op.Linear(), Shape.of(4), Shape.of(2, 4), Shape.of(2)),
                Case.of(new Op.Linear(), matrix, Shape.of(5, 4)),
                Case.of(new Op.Reshape(Shape.of(2, 6)), matrix),
                Case.of(new Op.Permute(List.of(2, 0, 1)), Shape.of(2, 3, 4)),
                Case.of(new Op.Permute(List.of(-1, 0, 1)), Shape.of(2, 3, 4)),
                Case.of(new Op.Slice(1, 1, 3), matrix),
                Case.of(new Op.Slice(-1, 2, 2), matrix),
                Case.of(new Op.Broadcast(Shape.of(2, 3, 4)), Shape.of(3, 1)),
                Case.of(new Op.Concat(0), matrix, Shape.of(1, 4)),
                Case.of(new Op.Concat(-1), matrix, Shape.of(3, 2), Shape.of(3, 1)),
                Case.of(new Op.IndexSelect(0), matrix).at(2, 0, 2, 1),
                Case.of(new Op.IndexSelect(1), matrix).at(3, 3),
                Case.of(new Op.Gather(1), matrix).at(Shape.of(3, 2), 3, 3, 0, 1, 2, 0),
                Case.of(new Op.Gather(-2), matrix).at(Shape.of(5, 2), 0, 1, 1, 2, 2, 2, 0, 1, 0, 0),
                Case.of(new Op.Embedding(), matrix).at(Shape.of(2, 3), 2, 0, 2, 1, 0, 2),
                Case.of(new Op.Embedding(), matrix).at(Shape.scalar(), 1),
                Case.of(new Op.Conv2d(Window.of(3), 1), Shape.of(2, 2, 5, 4), Shape.of(3, 2, 3, 3), Shape.of(3)),
                Case.of(new Op.Conv2d(Window.of(3, 2).stride(2, 1).padding(1, 2), 1), Shape.of(1, 2, 5, 4), Shape.of(3,
                        2, 3, 2)),
                Case.of(new Op.Conv2d(Window.of(2).dilation(2, 1).stride(1, 2), 2), Shape.of(2, 4, 5, 6), Shape.of(6, 2,
                        2, 2), Shape.of(6)),
                Case.of(new Op.Conv2d(Window.of(3, 2).padding(2, 1).dilation(1, 2), 1), Shape.of(2, 1, 4, 5),
                        Shape.of(2, 1,
                                3, 2)),
                Case.of(new Op.Conv2d(Window.of(1), 1), Shape.of(2, 3, 2, 2), Shape.of(2, 3, 1, 1)),
                Case.of(new Op.Conv2d(Window.of(2).stride(3), 1), Shape.of(2, 1, 6, 7), Shape.of(2, 1, 2, 2)),
                Case.of(new Op.MaxPool2d(Window.of(2).stride(2)), Shape.of(2, 2, 5, 4)),
                Case.of(new Op.MaxPool2d(Window.of(3, 2).padding(1)), Shape.of(4, 5)),
                Case.of(new Op.MaxPool2d(Window.of(2).dilation(2)), Shape.of(1, 5, 4)),
                Case.of(new Op.AvgPool2d(Window.of(2).stride(2)), Shape.of(2, 2, 5, 4)),
                Case.of(new Op.AvgPool2d(Window.of(3, 2).stride(1, 2).padding(1)), Shape.of(4, 5)),
                Case.of(new Op.Softmax(1), matrix),
                Case.of(new Op.Softmax(0), matrix),
                Case.of(new Op.LogSoftmax(-1), Shape.of(2, 3, 4)),
                Case.of(new Op.LogSoftmax(0), matrix),
                Case.of(Op.CrossEntropy.PLAIN, matrix).at(3, 0, 2),
                Case.of(new Op.CrossEntropy(0.2, OptionalLong.empty(), LossReduction.SUM), matrix).at(3, 0, 2),
                Case.of(new Op.CrossEntropy(0, OptionalLong.of(7), LossReduction.MEAN), matrix).at(3, 7, 2),
                Case.of(new Op.CrossEntropy(0.1, OptionalLong.of(-100), LossReduction.NONE), matrix).at(3, 1, -100),
                weighted(new Op.CrossEntropy(0.3, OptionalLong.of(-1), LossReduction.MEAN)).at(0, 3, -1),
                weighted(new Op.CrossEntropy(0, OptionalLong.empty(), LossReduction.NONE)).at(1, 3, 1),
                normalize(new Op.Normalize(1e-5, List.of(0)), matrix, Shape.of(4)),
                normalize(new Op.Normalize(1e-2, List.of(-1)), Shape.of(2, 3, 4), Shape.of(4)),
                normalize(new Op.Normalize(1e-5, List.of(0, 2, 3)), Shape.of(3, 2, 2, 2), Shape.of(2, 1, 1)));
    }

    private static Case weighted(Op.CrossEntropy op) {
        Case plain = Case.of(op, Shape.of(3, 4));
        return plain
                .as(x -> Variable.of(op, x[0], x[1], Variable.constant(Tensor.of(Shape.of(4), new double[] {0.5, 2, 1,
                    1.5}))));
    }

    /** The moments are the operation's own, and so no inputs here. */
    private static Case normalize(Op.Normalize op, Shape input, Shape scale) {
        int[] axes = op.axes().stream().mapToInt(Integer::intValue).toArray();
        return Case.of(op, input, scale, scale).as(x -> x[0].normalize(x[1], x[2], op.epsilon(), axes).output());
    }

    @Test
    void everyOperationHasACase() {
        Set<Class<?>> tested = cases().stream().map(c -> c.op().getClass()).collect(Collectors.toSet());
        assertEquals(Set.of(Op.class.getPermittedSubclasses()), tested);
    }

    @TestFactory
    Stream<DynamicTest> gradients() {
        return cases().stream().map(c -> dynamicTest(c.toString(), () -> check(c)));
    }

    private static void check(Case c) {
        SplittableRandom random = new SplittableRandom(c.toString().hashCode());
        Gradients gradients = new Gradients(x -> c.f().apply(withIndex(x, c)));
        for (Shape shape : c.shapes()) {
            gradients.input(shape, random.doubles(shape.elements(), -2, 2).toArray());
        }
        gradients.check();
    }

    private static Variable[] withIndex(Variable[] inputs, Case c) {
        if (c.index().length == 0) {
            return inputs;
        }
        Variable[] more = Arrays.copyOf(inputs, inputs.length + 1);
        more[inputs.length] = Variable.constant(Tensor.of(c.indexShape(), c.index()));
        return more;
    }
}
