package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.contract.NoLeaks;
import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operations say about operands that do not fit; none of them leaves anything allocated. */
@ExtendWith(NoLeaks.class)
class OperandErrorsTest {
    private static final Expr X = Expr.input(0);

    private Scope scope;
    private Tensor x;
    private Tensor y;
    private Tensor whole;
    private Tensor truth;
    private Tensor one;
    private int made;

    @BeforeEach
    void make() {
        scope = Scope.open();
        x = Tensors.range(2, 3);
        y = Tensors.range(4, 5);
        whole = Tensors.zeros(DType.I64, 2, 3);
        truth = Tensors.zeros(DType.BOOL, 2, 3);
        one = Tensors.index(0);
        made = scope.size();
    }

    @AfterEach
    void nothingElseWasMade() {
        assertEquals(made, scope.size());
        scope.close();
    }

    @Test
    void shapesThatDoNotBroadcast() {
        Rejected.because("add: shapes do not broadcast (3 ≠ 5 at axis -1): left [2, 3], right [4, 5]",
                ShapeException.class,
                () -> x.add(y));
        Rejected.because("where: shapes do not broadcast (3 ≠ 5 at axis -1): left [2, 3], right [4, 5]",
                ShapeException.class, () -> truth.where(x, y));
        Rejected.because("set: shape [4, 5] does not broadcast to [2, 3]", ShapeException.class, () -> x.set(X, y));
        Rejected.because("set: shape [4, 5] does not broadcast to [2, 3]", ShapeException.class, () -> x.set(y));
    }

    @Test
    void dtypesThatDiffer() {
        Rejected.because("mul: dtypes differ (F32 ≠ I64): left [2, 3], right [2, 3]; convert one with to(DType)",
                DTypeException.class, () -> x.mul(whole));
        Rejected.because("set: dtypes differ (F32 ≠ I64): left [2, 3], right [2, 3]; convert one with to(DType)",
                DTypeException.class, () -> x.set(X, whole));
        Rejected.because("matmul: dtypes differ (F32 ≠ I64): left [2, 3], right [2, 3]; convert one with to(DType)",
                DTypeException.class, () -> x.matmul(whole));
        Rejected.because("concat: dtypes differ (F32 ≠ I64): left [2, 3], right [2, 3]; convert one with to(DType)",
                DTypeException.class, () -> Tensor.concat(0, x, whole));
        Rejected.because("indexAdd: dtypes differ (F32 ≠ I64): left [2, 3], right [2, 3]; convert one with to(DType)",
                DTypeException.class, () -> x.indexAdd(0, one, whole));
    }

    @Test
    void functionsThatNeedAFraction() {
        Rejected.because("exp: exp(x0) needs F32 or F64, got I64; convert with to(DType)", DTypeException.class,
                whole::exp);
        Rejected.because("div: x0 / x1 needs F32 or F64, got I64; convert with to(DType)", DTypeException.class,
                () -> whole
                        .div(whole));
        Rejected.because("mul: x0 * 0.5 needs F32 or F64, got I64; convert with to(DType)", DTypeException.class,
                () -> whole.mul(0.5));
        Rejected.because("exp: exp(x0) needs F32 or F64, got BOOL; convert with to(DType)", DTypeException.class,
                truth::exp);
        Rejected.because("mean: needs F32 or F64, got [2, 3] I64; convert it with to(DType)", DTypeException.class,
                () -> whole.mean());
        Rejected.because("softmax: needs F32 or F64, got [2, 3] I64; convert it with to(DType)", DTypeException.class,
                () -> whole.softmax(0));
        Rejected.because("logSoftmax: needs F32 or F64, got [2, 3] BOOL; convert it with to(DType)",
                DTypeException.class,
                () -> truth.logSoftmax(0));
        Rejected.because("matmul: needs F32 or F64, got [2, 3] I64; convert it with to(DType)", DTypeException.class,
                () -> whole.matmul(whole));
        Rejected.because("full: 0.5 is not a whole number, as I64 needs", DTypeException.class,
                () -> Tensor.full(Shape.of(2),
                        0.5, DType.I64, Tensors.device()));
        Rejected.because("random: needs F32 or F64, got I32", DTypeException.class, () -> Tensor.random(
                new Distribution.Uniform(0, 1), Shape.of(2), DType.I32, new RandomStream(1), Tensors.device()));
    }

    @Test
    void missingInputs() {
        Rejected.because("map: x0 + x2 needs 3 inputs, got 2", ShapeException.class,
                () -> x.map(X.add(Expr.input(2)), x));
        Rejected.because("set: x0 needs 1 input, got 0", ShapeException.class, () -> x.set(X));
        Tensor square = Tensors.range(3, 3);
        Rejected.because("matmul: epilogue x0 + x1 needs 2 inputs, the product included, got 1", ShapeException.class,
                () -> x.matmul(square, Epilogue.of(X.add(Expr.input(1)))));
        square.close();
    }

    @Test
    void productsOfShapesThatDoNotFit() {
        Rejected.because("matmul: inner dimensions differ (3 ≠ 4): left [2, 3], right [4, 5]", ShapeException.class,
                () -> x.matmul(y));
        Tensor scalar = Tensors.range();
        Rejected.because("matmul: operands need rank ≥ 1: left [2, 3], right []", ShapeException.class, () -> x.matmul(
                scalar));
        Tensor batches = Tensors.range(2, 1, 3);
        Tensor others = Tensors.range(3, 3, 1);
        Rejected.because("matmul: shapes do not broadcast (2 ≠ 3 at axis -1): left [2], right [3]",
                ShapeException.class,
                () -> batches.matmul(others));
        scalar.close();
        batches.close();
        others.close();
    }

    @Test
    void epiloguesThatDoNotFit() {
        Expr sum = X.add(Expr.input(1));
        try (Tensor rhs = Tensors.range(3, 4); Tensor bias = Tensors.range(5);
                Tensor integers = Tensors.zeros(DType.I64, 4)) {
            Rejected.because("matmul: shape [5] does not broadcast to [2, 4]", ShapeException.class, () -> x.matmul(rhs,
                    Epilogue.of(sum, bias)));
            Rejected.because("matmul: dtypes differ (F32 ≠ I64): product [2, 4], epilogue operand [4]",
                    DTypeException.class,
                    () -> x.matmul(rhs, Epilogue.of(sum, integers)));
        }
    }

    @Test
    void axesOutOfRange() {
        Rejected.because("sum: axis 2 is out of range [-2, 1] for shape [2, 3]", ShapeException.class, () -> x.sum(2));
        Rejected.because("argmax: axis -3 is out of range [-2, 1] for shape [2, 3]", ShapeException.class,
                () -> x.argmax(
                        -3));
        Rejected.because("max: axis 1 is named twice in [1, -1] for shape [2, 3]", ShapeException.class,
                () -> x.max(1, -1));
        Rejected.because("argmin: needs one axis, got 0, for shape [2, 3]", ShapeException.class, () -> x.reduce(
                Reduction.ARGMIN, false));
        Rejected.because("argmax: needs one axis, got 2, for shape [2, 3]", ShapeException.class, () -> x.reduce(
                Reduction.ARGMAX, true, 0, 1));
        Rejected.because("softmax: axis 5 is out of range [-2, 1] for shape [2, 3]", ShapeException.class,
                () -> x.softmax(
                        5));
        Rejected.because("transpose: axis 2 is out of range [-2, 1] for shape [2, 3]", ShapeException.class,
                () -> x.transpose(0, 2));
        Rejected.because("concat: axis 2 is out of range [-2, 1] for shape [2, 3]", ShapeException.class,
                () -> Tensor.concat(
                        2, x));
    }

    @Test
    void nothingToChooseFrom() {
        try (Tensor empty = Tensors.range(3, 0)) {
            Rejected.because("max: there is no element to choose over these axes of shape [3, 0]", ShapeException.class,
                    () -> empty.max());
            Rejected.because("argmin: there is no element to choose over these axes of shape [3, 0]",
                    ShapeException.class,
                    () -> empty.argmin(1));
        }
    }

    @Test
    void viewsThatCannotBe() {
        Rejected.because("reshape: number of elements differs (6 ≠ 8): from [2, 3] to [2, 4]", ShapeException.class,
                () -> x.reshape(2, 4));
        Rejected.because("reshape: only one size may be -1, got [-1, -1]", ShapeException.class,
                () -> x.reshape(-1, -1));
        Rejected.because("reshape: 6 elements of [2, 3] do not fill [-1, 4]", ShapeException.class,
                () -> x.reshape(-1, 4));
        Rejected.because("reshape: 6 elements of [2, 3] do not fill [-1, 0]", ShapeException.class,
                () -> x.reshape(-1, 0));
        Rejected.because("slice: range [2, 5) does not lie in axis 1 of shape [2, 3]", ShapeException.class,
                () -> x.slice(1,
                        2, 5));
        Rejected.because("select: index 3 does not lie in axis 1 of shape [2, 3]", ShapeException.class,
                () -> x.select(-1,
                        3));
        Rejected.because("squeeze: axis 0 has size 2, not 1, in shape [2, 3]", ShapeException.class,
                () -> x.squeeze(0));
        Rejected.because("unsqueeze: axis 4 is out of range [-3, 2] for shape [2, 3]", ShapeException.class,
                () -> x.unsqueeze(4));
        Rejected.because("broadcastTo: shape [2, 3] does not broadcast to [6]", ShapeException.class,
                () -> x.broadcastTo(
                        Shape.of(6)));
        try (Tensor row = Tensors.range(3)) {
            Rejected.because("transpose: needs rank ≥ 2, got shape [3]", ShapeException.class, row::transpose);
        }
    }

    @Test
    void concatenationsThatDoNotFit() {
        Rejected.because("concat: needs at least one tensor", ShapeException.class, () -> Tensor.concat(0));
        Rejected.because("concat: shapes differ beside axis 0: [2, 3] and [4, 5]", ShapeException.class,
                () -> Tensor.concat(
                        0, x, y));
    }

    @Test
    void indicesThatDoNotFit() {
        try (Tensor floats = Tensors.range(2); Tensor table = Tensors.zeros(DType.I64, 1, 2);
                Tensor wide = Tensors.zeros(DType.I64, 1, 4);
                Tensor bytes = Tensors.zeros(
                        DType.U8, 2, 3)) {
            Rejected.because("indexSelect: indices must be I64, got [2] F32; convert them with to(DType)",
                    DTypeException.class, () -> x.indexSelect(0, floats));
            Rejected.because("indexSelect: the index must have rank 1, got shape [1, 2]", ShapeException.class, () -> x
                    .indexSelect(0, table));
            Rejected.because("gather: indices must be I64, got [2] F32; convert them with to(DType)",
                    DTypeException.class,
                    () -> x.gather(0, floats));
            Rejected.because("gather: the index does not fit beside axis 0: source [2, 3], index [1, 4]",
                    ShapeException.class, () -> x.gather(0, wide));
            Rejected.because("gather: the index does not fit beside axis 0: source [2, 3], index [1]",
                    ShapeException.class, () -> x.gather(0, one));
            Rejected.because("indexAdd: source must have shape [1, 3], got [2, 3]", ShapeException.class,
                    () -> x.indexAdd(0,
                            one, x));
            Rejected.because("indexAdd: needs F32, F64, I32 or I64, got [2, 3] U8; convert it with to(DType)",
                    DTypeException.class, () -> bytes.indexAdd(0, one, bytes));
        }
    }

    @Test
    void indicesOutsideTheAxis() {
        try (Tensor index = Tensors.index(0, 2); Tensor source = Tensors.range(2, 3)) {
            Rejected.because("gather: index 2 at [1, 0] lies outside axis 0 of size 2", IndexOutOfBoundsException.class,
                    () -> x.indexSelect(0, index));
            Rejected.because("scatterAdd: index 2 at [1, 0] lies outside axis 0 of size 2",
                    IndexOutOfBoundsException.class,
                    () -> x.indexAdd(0, index, source));
            assertEquals(0, x.toFloats()[0]);
        }
    }

    @Test
    void hostMemoryThatDoesNotFit() {
        Rejected.because("copyOf: shape [2, 3] F32 needs 24 bytes, the segment has 20", ShapeException.class,
                () -> Tensor
                        .copyOf(MemorySegment.ofArray(new float[5]), Shape.of(2, 3), DType.F32, Tensors.device()));
        Rejected.because("copyTo: shape [2, 3] F32 has 24 bytes, the segment 28", ShapeException.class, () -> x.copyTo(
                MemorySegment.ofArray(new float[7])));
        Rejected.because("item: needs exactly one element, got shape [2, 3]", ShapeException.class, x::item);
        Rejected.because("of: shape [2, 3] needs 6 values, got 2", ShapeException.class,
                () -> Tensor.of(Shape.of(2, 3), 1,
                        2));
        Rejected.because("allocate: shape [4611686018427387904] F32 has more than 2^63 - 1 bytes", ShapeException.class,
                () -> Tensor.allocate(Shape.of(1L << 62), DType.F32, Tensors.device()));
    }
}
