package dev.culebra.bench.compare;

import com.google.gson.JsonObject;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Expr;
import java.util.function.Supplier;

/** What an operation costs the host that hands it to the card: shapes, memory, launch. The card's own time is not in it. */
record HostCases(Cases cases) {
    private static final int SIDE = 4;
    private static final Expr RELU = Activations.RELU.apply(Expr.input(0));

    void run() {
        try (Scope _ = Scope.open()) {
            Tensor x = Numbers.tensor(Shape.of(SIDE, SIDE), 1, 1, cases.device());
            Tensor y = Numbers.tensor(Shape.of(SIDE, SIDE), 2, 1, cases.device());
            row("relu", () -> x.map(RELU));
            row("add", () -> x.add(y));
            row("sum", x::sum);
            row("matmul", () -> x.matmul(y));
        }
    }

    private void row(String function, Supplier<Tensor> work) {
        double[] probe = Cases.probe(work.get());
        Check check = Check.absolute(1e-5, probe);
        JsonObject question = Cases.question("host");
        question.addProperty("function", function);
        cases.done().accept(new Row(Row.Section.HOST, function, 1, cases.figures(
                () -> cases.watch().timeHost(() -> work.get().close(), cases::await),
                () -> cases.peer().measure(question, check))));
    }
}
