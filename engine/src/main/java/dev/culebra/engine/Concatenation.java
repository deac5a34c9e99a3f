package dev.culebra.engine;

/** Tensors one after the other: a copy of each into its slice of the result. */
final class Concatenation {
    private Concatenation() {}

    static Tensor concat(int axis, Tensor... tensors) {
        if (tensors.length == 0) {
            throw new ShapeException("concat: needs at least one tensor");
        }
        Tensor first = tensors[0];
        int a = first.shape().axis("concat", axis);
        Device device = Operands.device("concat", tensors);
        long size = 0;
        for (Tensor tensor : tensors) {
            Operands.dtype("concat", first, tensor);
            if (!first.shape().equalsBeside(a, tensor.shape())) {
                throw new ShapeException("concat: shapes differ beside axis %d: %s and %s".formatted(a, first.shape(),
                        tensor.shape()));
            }
            size += tensor.shape().size(a);
        }
        return Tensor.filled(first.shape().with(a, size), first.dtype(), device, out -> fill(out, a, tensors),
                tensors);
    }

    static Tensor stack(int axis, Tensor... tensors) {
        try (Scope scope = Scope.open()) {
            Tensor[] apart = new Tensor[tensors.length];
            for (int i = 0; i < tensors.length; i++) {
                if (!tensors[i].shape().equals(tensors[0].shape())) {
                    throw new ShapeException("stack: shapes differ: %s and %s".formatted(tensors[0].shape(), tensors[i]
                            .shape()));
                }
                apart[i] = tensors[i].unsqueeze(axis);
            }
            int rank = tensors.length == 0 ? 0 : tensors[0].shape().rank();
            return scope.keep(concat(axis < 0 ? axis + rank + 1 : axis, apart));
        }
    }

    private static void fill(View out, int axis, Tensor... tensors) {
        long from = 0;
        for (Tensor tensor : tensors) {
            long to = from + tensor.shape().size(axis);
            out.storage().device().backend().copy(tensor.view(),
                    out.with(out.layout().slice("concat", axis, from, to)));
            from = to;
        }
    }
}
