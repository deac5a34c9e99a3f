package dev.culebra.engine;

/**
 * A storage seen through a layout as elements of one type: what a {@link dev.culebra.engine.backend.Backend} works on.
 * Owns nothing; the storage must stay alive while the view is used. A {@link Tensor} is a view with an owner.
 *
 * <pre>{@code
 * View view = tensor.view();
 * View rows = view.with(view.layout().permute(1, 0));
 * }</pre>
 *
 * @param storage the memory
 * @param layout where the elements stand in it; within the storage's bytes
 * @param dtype type of the elements
 */
public record View(Storage storage, Layout layout, DType dtype) {
    /**
     * @throws ShapeException if the layout reaches beyond the storage
     */
    public View {
        if (layout.extent() > storage.bytes() / dtype.bytes()) {
            throw new ShapeException("view: layout %s of %s reaches element %d of a storage of %,d bytes".formatted(
                    layout, dtype, layout.extent(), storage.bytes()));
        }
    }

    /** Sizes of the axes. */
    public Shape shape() {
        return layout.shape();
    }

    /** The same storage through another layout. */
    public View with(Layout other) {
        return new View(storage, other, dtype);
    }
}
