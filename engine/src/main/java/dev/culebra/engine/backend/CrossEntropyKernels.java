package dev.culebra.engine.backend;

import dev.culebra.engine.ClassTargets;
import dev.culebra.engine.DType;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;

/**
 * Cross-entropy in terms of the verbs. Rows whose label is ignored are computed as if it were 0, and cleared.
 */
final class CrossEntropyKernels {
    private static final Expr FIRST = Expr.input(0);
    private static final Expr SECOND = Expr.input(1);
    private static final Expr PRODUCT = FIRST.mul(SECOND);
    private static final Expr UNLESS_IGNORED = Expr.select(SECOND, 0, FIRST);

    private final Backend backend;
    private final Temporaries memory;
    private final ClassTargets targets;
    private final View logits;
    private final Shape rows;
    private final View isIgnored;
    private final View labels;

    private CrossEntropyKernels(Backend backend, Temporaries memory, View logits, ClassTargets targets) {
        this.backend = backend;
        this.memory = memory;
        this.targets = targets;
        this.logits = logits;
        this.rows = Shape.of(logits.shape().size(0));
        Expr compared = targets.ignored().isPresent() ? FIRST.eq(targets.ignored().getAsLong()) : Expr.constant(0);
        this.isIgnored = memory.map(rows, DType.BOOL, compared, targets.labels());
        this.labels = targets.ignored().isPresent()
                ? memory.map(rows, DType.I64, UNLESS_IGNORED, targets.labels(), isIgnored)
                : targets.labels();
    }

    static void losses(Backend backend, View logits, ClassTargets targets, View losses, View weights) {
        if (losses.shape().elements() == 0) {
            return;
        }
        try (Temporaries memory = new Temporaries(backend)) {
            CrossEntropyKernels kernels = new CrossEntropyKernels(backend, memory, logits, targets);
            kernels.checked(() -> kernels.losses(losses, weights));
        }
    }

    static void gradient(Backend backend, View logits, ClassTargets targets, View scale, View output) {
        if (scale.shape().elements() == 0) {
            return;
        }
        try (Temporaries memory = new Temporaries(backend)) {
            CrossEntropyKernels kernels = new CrossEntropyKernels(backend, memory, logits, targets);
            kernels.checked(() -> kernels.gradient(scale, output));
        }
    }

    /** An index that gather or scatterAdd refuses is a label: says so. */
    private void checked(Runnable computation) {
        try {
            computation.run();
        } catch (IndexOutOfBoundsException outside) {
            throw (IndexOutOfBoundsException) new IndexOutOfBoundsException(refused()).initCause(outside);
        }
    }

    private String refused() {
        View copy = memory.take(rows, DType.I64);
        backend.copy(labels, copy);
        long[] values = new long[Math.toIntExact(rows.elements())];
        backend.download(copy.storage(), 0, MemorySegment.ofArray(values));
        int row = 0;
        while (values[row] >= 0 && values[row] < logits.shape().size(1)) {
            row++;
        }
        return "crossEntropy: label %d at [%d] lies outside [0, %d)".formatted(values[row], row, logits.shape().size(
                1));
    }

    private void losses(View losses, View weights) {
        labelWeights(weights);
        View logarithms = memory.take(logits.shape(), logits.dtype());
        backend.logSoftmax(logits, 1, logarithms);
        View chosen = memory.take(column().shape(), logits.dtype());
        backend.gather(logarithms, column(), 1, chosen);
        double smoothing = targets.smoothing();
        Expr chosenTerm = FIRST.mul(SECOND).mul(1 - smoothing);
        View chosenRow = chosen.with(chosen.layout().squeeze(1));
        if (smoothing == 0) {
            Expr loss = Expr.select(Expr.input(2), 0, chosenTerm.neg());
            backend.map(loss, new View[] {chosenRow, weights, isIgnored}, losses);
            return;
        }
        if (targets.weights().isPresent()) {
            backend.map(PRODUCT, new View[] {logarithms, classWeights()}, logarithms);
        }
        View total = memory.take(column().shape(), logits.dtype());
        backend.reduce(Reduction.SUM, logarithms, new boolean[] {false, true}, total);
        Expr loss = chosenTerm.add(Expr.input(2).mul(spread())).neg();
        backend.map(Expr.select(Expr.input(3), 0, loss), new View[] {chosenRow, weights, total.with(total.layout()
                .squeeze(1)),
            isIgnored}, losses);
    }

    private void gradient(View scale, View output) {
        View weights = memory.take(rows, logits.dtype());
        labelWeights(weights);
        View share = memory.map(rows, logits.dtype(), Expr.select(Expr.input(2), 0, PRODUCT.mul(1 - targets
                .smoothing())), scale, weights, isIgnored);
        backend.softmax(logits, 1, output);
        if (targets.smoothing() == 0) {
            backend.map(PRODUCT, new View[] {output, acrossClasses(share)}, output);
        } else {
            View spread = memory.map(rows, logits.dtype(), UNLESS_IGNORED, scale, isIgnored);
            Expr evenly = FIRST.mul(Expr.input(3)).sub(Expr.input(4)).mul(spread()).mul(Expr.input(2));
            backend.map(PRODUCT.add(evenly), new View[] {output, acrossClasses(share), acrossClasses(spread),
                sumOfWeights(), classWeights()}, output);
        }
        Expr clear = Expr.select(SECOND, 0, FIRST); // what is not finite stays so when it is multiplied by 0
        if (targets.ignored().isPresent()) {
            backend.map(clear, new View[] {output, acrossClasses(isIgnored)}, output);
        }
        View less = memory.map(rows, logits.dtype(), FIRST.neg(), share);
        backend.scatterAdd(less.with(less.layout().unsqueeze(1)), column(), 1, output);
    }

    private double spread() {
        return targets.smoothing() / logits.shape().size(1);
    }

    /** Labels as {@code [n, 1]}. */
    private View column() {
        return labels.with(labels.layout().unsqueeze(1));
    }

    private View acrossClasses(View row) {
        return row.with(row.layout().unsqueeze(1).broadcastTo("crossEntropy", logits.shape()));
    }

    private void labelWeights(View output) {
        if (targets.weights().isPresent()) {
            View chosen = memory.take(rows, logits.dtype());
            backend.gather(targets.weights().get(), labels, 0, chosen);
            backend.map(UNLESS_IGNORED, new View[] {chosen, isIgnored}, output);
        } else {
            backend.map(Expr.select(FIRST, 0, Expr.constant(1)), new View[] {isIgnored}, output);
        }
    }

    /** The weight of each class, for each row. */
    private View classWeights() {
        View weights = targets.weights().orElseGet(() -> memory.map(Shape.scalar(), logits.dtype(), Expr.constant(1)));
        return weights.with(weights.layout().broadcastTo("crossEntropy", logits.shape()));
    }

    /** The sum of the classes' weights, for each element. */
    private View sumOfWeights() {
        View sum;
        if (targets.weights().isPresent()) {
            sum = memory.take(Shape.of(1), logits.dtype());
            backend.reduce(Reduction.SUM, targets.weights().get(), new boolean[] {true}, sum);
        } else {
            sum = memory.map(Shape.of(1), logits.dtype(), Expr.constant(logits.shape().size(1)));
        }
        return sum.with(sum.layout().broadcastTo("crossEntropy", logits.shape()));
    }
}
