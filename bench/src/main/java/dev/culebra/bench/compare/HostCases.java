package dev.culebra.bench.compare;

import dev.culebra.bench.peer.Question;
import dev.culebra.bench.peer.Work;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Expr;
import java.util.function.Supplier;

/** What an operation costs the host that hands it to the device: shapes, memory, launch. A card's own time is not in it. */
record HostCases(Cases cases) {
    private static final int SIDE = 4;
    private static final double TOLERANCE = 1e-5;
    private static final Expr RELU = Activations.RELU.apply(Expr.input(0));

    void run() {
        try (Scope _ = Scope.open()) {
            Tensor x = cases.tensor(Shape.of(SIDE, SIDE), 1, 1);
            Tensor y = cases.tensor(Shape.of(SIDE, SIDE), 2, 1);
            row("relu", () -> x.map(RELU));
            row("add", () -> x.add(y));
            row("sum", x::sum);
            row("matmul", () -> x.matmul(y));
        }
    }

    private void row(String function, Supplier<Tensor> work) {
        if (cases.wants(function)) {
            double[] probe = KnownTensors.probe(work.get());
            cases.done().accept(new Row(Row.Section.HOST, function, cases.threads(), 1, cases.figures(
                    new Question.Host(function), Check.absolute(TOLERANCE, probe),
                    () -> new Work(probe, () -> work.get().close(), () -> {}), false)));
        }
    }
}
