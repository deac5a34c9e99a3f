package dev.culebra.bench.compare;

import static dev.culebra.engine.expr.Expr.input;

import dev.culebra.bench.peer.Numbers;
import dev.culebra.bench.peer.Question;
import dev.culebra.bench.peer.Work;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Evaluator;
import dev.culebra.engine.expr.Expr;
import java.util.List;
import java.util.function.Supplier;

/**
 * Functions of arrays of 64 MiB and more, in bytes read and written a second; what a copy of the same array reaches in the same run
 * is what there is to reach. Culebra computes six operations in one kernel, others one by one: all are counted with the bytes of
 * one kernel.
 */
record ArrayCases(Cases cases) {
    private static final int COLUMNS = 1024;
    private static final int MEBIBYTE_ROWS = (1 << 20) / (COLUMNS * Float.BYTES);
    private static final List<Integer> MEBIBYTES = List.of(64, 256, 1024);
    private static final List<Integer> CPU_MEBIBYTES = List.of(64);
    private static final int TINY_ROWS = 4;
    private static final Expr RELU = Activations.RELU.apply(input(0));
    private static final Expr SIGMOID = input(0).sigmoid();
    private static final Expr ADD = input(0).add(input(1));
    private static final Expr BIAS_SIGMOID = ADD.sigmoid();
    /** mul, add, relu, mul, sub, mul. */
    private static final Expr SIX =
            Activations.RELU.apply(input(0).mul(input(1)).add(input(2))).mul(0.5).sub(input(0)).mul(input(1));
    /** Of values below 1: some roundings of F32, and those of the card's exp. */
    private static final double TOLERANCE = 1e-6;

    void run() {
        if (cases.tiny()) {
            rows(TINY_ROWS, "16 KiB");
        } else {
            (cases.onCard() ? MEBIBYTES : CPU_MEBIBYTES)
                    .forEach(mebibytes -> rows(mebibytes * MEBIBYTE_ROWS, mebibytes + " MiB"));
        }
    }

    private void rows(int rows, String size) {
        Shape shape = Shape.of(rows, COLUMNS);
        double bytes = (double) shape.elements() * Float.BYTES;
        try (Scope _ = Scope.open()) {
            Tensor x = cases.tensor(shape, 1, 1);
            Tensor y = cases.tensor(shape, 2, 1);
            Tensor z = cases.tensor(shape, 3, 1);
            Tensor bias = cases.tensor(Shape.of(COLUMNS), 2, 1);
            row("copy", rows, size, 2 * bytes, x::copy, elementwise(input(0)));
            row("relu", rows, size, 2 * bytes, () -> x.map(RELU), elementwise(RELU));
            row("add", rows, size, 3 * bytes, () -> x.map(ADD, y), elementwise(ADD));
            row("sigmoid", rows, size, 2 * bytes, () -> x.map(SIGMOID), elementwise(SIGMOID));
            row("bias sigmoid", rows, size, 2 * bytes, () -> x.map(BIAS_SIGMOID, bias), elementwise(BIAS_SIGMOID));
            row("six", rows, size, 4 * bytes, () -> x.map(SIX, y, z), elementwise(SIX));
            row("softmax", rows, size, 2 * bytes, () -> x.softmax(1), softmax());
            row("sum", rows, size, bytes, x::sum, sum(shape.elements()));
        }
    }

    private void row(String function, int rows, String size, double bytes, Supplier<Tensor> work, Check check) {
        String name = function + " " + size;
        if (cases.wants(name)) {
            cases.done().accept(new Row(Row.Section.BANDWIDTH, name, cases.threads(), bytes, cases.figures(
                    new Question.Array(function, rows, COLUMNS), check,
                    () -> new Work(KnownTensors.probe(work.get()), () -> work.get().close(), () -> {}), true)));
        }
    }

    private static Check elementwise(Expr f) {
        double[] expected = new double[Work.PROBE];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Evaluator.evaluate(f, Numbers.at(i, 1), Numbers.at(i, 2), Numbers.at(i, 3));
        }
        return Check.absolute(TOLERANCE, expected);
    }

    private static Check softmax() {
        double sum = 0;
        for (int i = 0; i < COLUMNS; i++) {
            sum += Math.exp(Numbers.at(i, 1));
        }
        double[] expected = new double[Work.PROBE];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Math.exp(Numbers.at(i, 1)) / sum;
        }
        return Check.absolute(TOLERANCE * 2 / COLUMNS, expected);
    }

    /** Summed by halves, as cards do: the error grows with the logarithm of the count. */
    private static Check sum(long elements) {
        double sum = 0;
        double magnitudes = 0;
        for (long i = 0; i < elements; i++) {
            float value = Numbers.at(i, 1);
            sum += value;
            magnitudes += Math.abs(value);
        }
        return Check.absolute(magnitudes * 32 * 0x1p-24, sum);
    }
}
