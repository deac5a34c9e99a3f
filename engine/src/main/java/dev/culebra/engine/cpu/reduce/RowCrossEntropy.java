package dev.culebra.engine.cpu.reduce;

import dev.culebra.engine.ClassTargets;
import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Storage;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cross-entropy of rows whose elements lie side by side, for targets that are one class: the softmax of the rows, of which one
 * element each is then looked at.
 */
public final class RowCrossEntropy {
    private static final Expr PRODUCT = Expr.input(0).mul(Expr.input(1));

    private final Backend backend;
    private final RowSoftmax softmax;

    /**
     * @param backend for memory, and elementwise functions
     */
    public RowCrossEntropy(Backend backend, RowSoftmax softmax) {
        this.backend = backend;
        this.softmax = softmax;
    }

    /**
     * Whether rows and targets are of the kind that is served here.
     *
     * @param output the gradient, or the logits where losses are asked for
     */
    public boolean serves(View logits, ClassTargets targets, View output) {
        return targets.smoothing() == 0 && softmax.serves(logits, 1, output);
    }

    /** Losses and weights of every row, as {@link Backend#crossEntropy} says. */
    public void losses(View logits, ClassTargets targets, View losses, View weights) {
        long rows = logits.shape().size(0);
        long classes = logits.shape().size(1);
        Optional<DirectSoftmax> direct = softmax.direct(logits, 1);
        if (direct.isPresent()) {
            directLosses(direct.get(), logits, targets, losses, weights);
            return;
        }
        if (ShortCrossEntropy.serves(logits)) {
            ShortCrossEntropy brief = new ShortCrossEntropy(softmax.brief(), logits, targets);
            softmax.forEachChunk(rows, (int) classes, brief.losses(losses, weights));
            return;
        }
        scratch(logits.shape(), logits.dtype(), view -> {
            softmax.logSoftmax(logits, 1, view);
            Labels labels = Labels.of(targets, classes);
            Reals logarithms = Reals.of(view, 1);
            Reals loss = Reals.of(losses, 0);
            Reals weight = Reals.of(weights, 0);
            for (long row = 0; row < rows; row++) {
                long label = labels.at(row);
                double factor = labels.weight(label);
                loss.set(row, label == Labels.IGNORED ? 0 : -factor * logarithms.get(row * classes + label));
                weight.set(row, factor);
            }
        });
    }

    private void directLosses(DirectSoftmax rows, View logits, ClassTargets targets, View losses, View weights) {
        int classes = (int) logits.shape().size(1);
        MemorySegment in = HostStorage.segment(logits);
        Labels labels = Labels.of(targets, classes);
        Reals scores = Reals.of(logits, 1);
        Reals loss = Reals.of(losses, 0);
        Reals weight = Reals.of(weights, 0);
        softmax.forEachRow(logits.shape().size(0), classes, row -> {
            long label = labels.at(row);
            double factor = labels.weight(label);
            long first = row * logits.layout().stride(0);
            loss.set(row, label == Labels.IGNORED ? 0
                    : -factor * rows.logSoftmax(in, scores.at() + first, classes, (float) scores.get(first + label)));
            weight.set(row, factor);
        });
    }

    private void directGradient(DirectSoftmax rows, View logits, ClassTargets targets, View scale, View output) {
        int classes = (int) logits.shape().size(1);
        MemorySegment in = HostStorage.segment(logits);
        MemorySegment out = HostStorage.segment(output);
        Labels labels = Labels.of(targets, classes);
        Reals scales = Reals.of(scale, 0);
        Reals gradient = Reals.of(output, 1);
        softmax.forEachRow(logits.shape().size(0), classes, row -> {
            long label = labels.at(row);
            if (label == Labels.IGNORED) {
                clear(output, row);
                return;
            }
            double factor = labels.weight(label) * scales.get(row);
            long first = row * output.layout().stride(0);
            rows.softmax(in, logits.layout().offset() + row * logits.layout().stride(0), classes, factor, out,
                    gradient.at() + first);
            gradient.set(first + label, gradient.get(first + label) - factor);
        });
    }

    /** The gradient of every row, as {@link Backend#crossEntropyGradient} says. */
    public void gradient(View logits, ClassTargets targets, View scale, View output) {
        Shape shape = logits.shape();
        Optional<DirectSoftmax> direct = softmax.direct(logits, 1, output);
        if (direct.isPresent()) {
            directGradient(direct.get(), logits, targets, scale, output);
            return;
        }
        if (ShortCrossEntropy.serves(logits) && output.layout().stride(1) == 1) {
            ShortCrossEntropy brief = new ShortCrossEntropy(softmax.brief(), logits, targets);
            softmax.forEachChunk(shape.size(0), (int) shape.size(1),
                    brief.gradient(scale, output));
            return;
        }
        softmax.softmax(logits, 1, output);
        scratch(Shape.of(shape.size(0)), logits.dtype(), view -> {
            Labels labels = Labels.of(targets, shape.size(1));
            Reals scales = Reals.of(scale, 0);
            Reals factors = Reals.of(view, 0);
            for (long row = 0; row < shape.size(0); row++) {
                factors.set(row, labels.weight(labels.at(row)) * scales.get(row));
            }
            View each = view.with(view.layout().unsqueeze(1).broadcastTo("crossEntropy", shape));
            backend.map(PRODUCT, new View[] {output, each}, output);
            Reals gradient = Reals.of(output, 1);
            long stride = output.layout().stride(0);
            for (long row = 0; row < shape.size(0); row++) {
                long label = labels.at(row);
                if (label == Labels.IGNORED) {
                    clear(output, row); // 0 times what is not finite is not 0
                } else {
                    gradient.set(row * stride + label, gradient.get(row * stride + label) - factors.get(row));
                }
            }
        });
    }

    private static void clear(View output, long row) {
        int bytes = output.dtype().bytes();
        long first = output.layout().offset() + row * output.layout().stride(0);
        HostStorage.segment(output).asSlice(first * bytes, output.shape().size(1) * bytes).fill((byte) 0);
    }

    private void scratch(Shape shape, DType dtype, Consumer<View> use) {
        Storage storage = backend.allocate(shape.elements() * dtype.bytes());
        try {
            use.accept(new View(storage, Layout.contiguous(shape), dtype));
        } finally {
            storage.release();
        }
    }
}
