package dev.culebra.engine;

/** A list of indices, repeated over all axes but one, as the gather and scatterAdd verbs take them. */
final class IndexLayout {
    private IndexLayout() {}

    /** The index {@code [b]} as a view of {@code shape} with size b along {@code axis}. */
    static View alongAxis(String operation, Shape shape, int axis, Tensor index) {
        Operands.index(operation, index);
        if (index.shape().rank() != 1) {
            throw new ShapeException(
                    "%s: the index must have rank 1, got shape %s".formatted(operation, index.shape()));
        }
        View view = index.view();
        Layout layout = view.layout();
        for (int after = axis + 1; after < shape.rank(); after++) {
            layout = layout.unsqueeze(layout.shape().rank());
        }
        return view.with(layout.broadcastTo(operation, shape.with(axis, index.shape().size(0))));
    }
}
