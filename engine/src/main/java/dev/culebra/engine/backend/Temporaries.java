package dev.culebra.engine.backend;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Storage;
import dev.culebra.engine.View;
import dev.culebra.engine.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/** Memory for the length of an operation. */
final class Temporaries implements AutoCloseable {
    private final Backend backend;
    private final List<Storage> storages = new ArrayList<>();

    Temporaries(Backend backend) {
        this.backend = backend;
    }

    /** A block with undefined content, row-major. */
    View take(Shape shape, DType dtype) {
        Storage storage = backend.allocate(shape.elements() * dtype.bytes());
        storages.add(storage);
        return new View(storage, Layout.contiguous(shape), dtype);
    }

    /** A block that holds a function of inputs of its shape. */
    View map(Shape shape, DType dtype, Expr f, View... inputs) {
        View result = take(shape, dtype);
        backend.map(f, inputs, result);
        return result;
    }

    @Override
    public void close() {
        storages.forEach(Storage::release);
    }
}
