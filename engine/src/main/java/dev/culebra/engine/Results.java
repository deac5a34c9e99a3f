package dev.culebra.engine;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/** The tensors that one operation writes: closed together if it fails. */
final class Results implements AutoCloseable {
    private final List<Tensor> tensors = new ArrayList<>();

    /** One more, with undefined content, of an operand's dtype and on its device. */
    Tensor add(Shape shape, Tensor like) {
        Tensor tensor = Tensor.allocate(shape, like.dtype(), like.device());
        tensors.add(tensor);
        return tensor;
    }

    /**
     * They are written, and stay.
     *
     * @param read tensors that were read for it, reachable until now
     */
    void keep(Tensor... read) {
        tensors.clear();
        Reference.reachabilityFence(read);
    }

    @Override
    public void close() {
        tensors.forEach(Tensor::close);
    }
}
