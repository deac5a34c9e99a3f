package dev.culebra.engine;

/** Checks logits and their targets, and hands them to the backend. */
final class ClassLoss {
    private static final String OPERATION = "crossEntropy";

    private ClassLoss() {}

    static ClassLosses losses(Tensor logits, ClassTargets targets) {
        check(logits, targets);
        View rows = logits.view();
        Shape shape = Shape.of(rows.shape().size(0));
        try (Pinned _ = new Pinned("crossEntropy: operand", targets.views()); Results results = new Results()) {
            Tensor losses = results.add(shape, logits);
            Tensor weights = results.add(shape, logits);
            logits.device().backend().crossEntropy(rows, targets, losses.view(), weights.view());
            results.keep(logits);
            return new ClassLosses(losses, weights);
        }
    }

    static Tensor gradient(Tensor logits, ClassTargets targets, Tensor scale) {
        check(logits, targets);
        Device device = Operands.device(OPERATION, logits, scale);
        Operands.dtype(OPERATION, logits, scale);
        View rows = logits.view();
        View share = scale.view();
        View each = share.with(share.layout().broadcastTo(OPERATION, Shape.of(rows.shape().size(0))));
        try (Pinned _ = new Pinned("crossEntropy: operand", targets.views())) {
            return Tensor.filled(rows.shape(), logits.dtype(), device, out -> device.backend().crossEntropyGradient(
                    rows, targets, each, out), logits, scale);
        }
    }

    private static void check(Tensor logits, ClassTargets targets) {
        Shape shape = logits.shape();
        Shape labels = targets.labels().shape();
        if (shape.rank() != 2 || labels.rank() != 1 || shape.size(0) != labels.size(0)) {
            throw new ShapeException("crossEntropy: needs logits [n, classes] and labels [n]: logits %s, labels %s"
                    .formatted(shape, labels));
        }
        Operands.floating(OPERATION, logits);
        if (targets.labels().dtype() != DType.I64) {
            throw new DTypeException("crossEntropy: labels must be I64, got %s %s; convert them with to(DType)"
                    .formatted(labels, targets.labels().dtype()));
        }
        targets.weights().ifPresent(weights -> {
            if (!weights.shape().equals(Shape.of(shape.size(1)))) {
                throw new ShapeException("crossEntropy: needs a weight a class: logits %s, weights %s".formatted(shape,
                        weights.shape()));
            }
            if (weights.dtype() != logits.dtype()) {
                throw new DTypeException("crossEntropy: dtypes differ (%s ≠ %s): logits %s, weights %s".formatted(
                        logits.dtype(), weights.dtype(), shape, weights.shape()));
            }
        });
        for (View view : targets.views()) {
            if (view.storage().device() != logits.device()) {
                throw new DeviceException(
                        "crossEntropy: tensors are on different devices (%s ≠ %s); move one with to(Device)".formatted(
                                logits.device(), view.storage().device()));
            }
        }
    }
}
