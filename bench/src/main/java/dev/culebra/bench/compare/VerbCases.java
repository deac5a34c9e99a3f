package dev.culebra.bench.compare;

import dev.culebra.bench.peer.Question;
import dev.culebra.bench.peer.Work;
import dev.culebra.engine.DType;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the sections have in common that ask for a {@link Question.Verb} by name and sizes, beside PyTorch. */
record VerbCases(Cases cases, Row.Section section) {
    private static final int FACTOR = 7919;

    /**
     * Operands ready to be computed with, in a precision.
     *
     * @param sizes of the question
     */
    record Operands(Cases cases, List<Integer> sizes, DType dtype) {
        Tensor numbers(int operand, long... shape) {
            Tensor values = cases.tensor(Shape.of(shape), operand, 1);
            return dtype == DType.F32 ? values : values.to(dtype);
        }

        /** The first operand, {@code [rows, columns]}. */
        Tensor matrix() {
            return numbers(1, sizes.get(0), sizes.get(1));
        }

        /** I64, from 0 to {@code bound}, exclusive, in no order. */
        Tensor indices(long bound, long... shape) {
            Shape all = Shape.of(shape);
            long[] values = new long[Math.toIntExact(all.elements())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (long) i * FACTOR % bound;
            }
            return Tensor.copyOf(MemorySegment.ofArray(values), all, DType.I64, cases.device());
        }
    }

    /**
     * Measures it, if it is wanted.
     *
     * @param tolerance of each value, absolute
     * @param ready makes the operation ready; its first result is what is looked at, and it closes all others
     */
    void row(String verb, List<Integer> sizes, double tolerance, Function<Operands, Supplier<Tensor>> ready) {
        String name = sizes.stream().map(String::valueOf).collect(Collectors.joining("×")) + ", " + verb;
        if (!cases.wants(name)) {
            return;
        }
        try (Scope _ = Scope.open()) {
            double[] expected = KnownTensors.probe(ready.apply(new Operands(cases, sizes, DType.F64)).get());
            Supplier<Tensor> work = ready.apply(new Operands(cases, sizes, DType.F32));
            cases.done().accept(new Row(section, name, cases.threads(), 1, cases.figures(new Question.Verb(verb, sizes),
                    Check.absolute(tolerance, expected),
                    () -> new Work(KnownTensors.probe(work.get()), () -> work.get().close(), () -> {}), true)));
        }
    }
}
