package dev.culebra.engine.cuda;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Storage;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import java.util.function.Consumer;

/** Memory for the length of an operation. */
final class Scratch {
    private Scratch() {}

    /** Freed in the order of the stream, after all that {@code use} submits. */
    static void use(Backend backend, Shape shape, DType dtype, Consumer<View> use) {
        Storage storage = backend.allocate(shape.elements() * dtype.bytes());
        try {
            use.accept(new View(storage, Layout.contiguous(shape), dtype));
        } finally {
            storage.release();
        }
    }

    /** The view itself if it has no gaps, else a copy of it. */
    static void contiguous(Backend backend, View view, Consumer<View> use) {
        if (view.layout().isContiguous()) {
            use.accept(view);
        } else {
            use(backend, view.shape(), view.dtype(), copy -> {
                backend.copy(view, copy);
                use.accept(copy);
            });
        }
    }

    /** The view itself if it has no gaps, else memory that is copied to it once {@code write} has submitted its work. */
    static void into(Backend backend, View output, Consumer<View> write) {
        if (output.layout().isContiguous()) {
            write.accept(output);
        } else {
            use(backend, output.shape(), output.dtype(), scratch -> {
                write.accept(scratch);
                backend.copy(scratch, output);
            });
        }
    }
}
