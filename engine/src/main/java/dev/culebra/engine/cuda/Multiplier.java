package dev.culebra.engine.cuda;

import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Layout;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Expr;
import java.util.Optional;

/**
 * The matmul verb: products over any batch axes, and the epilogue: part of the product where cuBLASLt knows it, else one
 * elementwise kernel that reads the product where it was just written.
 */
final class Multiplier {
    private final Backend backend;
    private final Card card;
    private final Products products;

    Multiplier(Backend backend, Card card, Kernels kernels) {
        this.backend = backend;
        this.card = card;
        this.products = new Products(card, kernels);
    }

    /** As {@link Backend#matmul}. */
    void matmul(View lhs, View rhs, View output, Epilogue epilogue) {
        if (output.shape().elements() == 0) {
            return;
        }
        boolean readsOutput = epilogue.operands().stream().anyMatch(view -> view.storage() == output.storage());
        if (!output.layout().isContiguous() || readsOutput) {
            Scratch.use(backend, output.shape(), output.dtype(), scratch -> {
                product(lhs, rhs, scratch, Optional.empty());
                finish(scratch, epilogue, output);
            });
        } else {
            boolean finished = product(lhs, rhs, output, FusedEpilogue.of(epilogue));
            if (!finished && !epilogue.isNone()) {
                finish(output, epilogue, output);
            }
        }
    }

    private void finish(View product, Epilogue epilogue, View output) {
        View[] inputs = new View[epilogue.operands().size() + 1];
        inputs[0] = product;
        for (int i = 1; i < inputs.length; i++) {
            inputs[i] = epilogue.operands().get(i - 1);
        }
        backend.map(epilogue.f(), inputs, output);
    }

    /**
     * Into a result without gaps.
     *
     * @return whether the epilogue was applied
     */
    private boolean product(View lhs, View rhs, View result, Optional<FusedEpilogue> epilogue) {
        if (lhs.shape().size(-1) == 0) {
            backend.map(Expr.constant(0), new View[0], result);
            return false;
        }
        int batchAxes = result.shape().rank() - 2;
        long batch = 1;
        for (int axis = 0; axis < batchAxes; axis++) {
            batch *= result.shape().size(axis);
        }
        long left = batchStride(lhs.layout(), batchAxes);
        long right = batchStride(rhs.layout(), batchAxes);
        if (left < 0 || right < 0) {
            eachOfFirstAxis(lhs, rhs, result);
            return false;
        }
        card.enter();
        Products.Sizes sizes = new Products.Sizes(result.dtype(), batch, result.shape().size(-2), result.shape().size(
                -1), lhs.shape().size(-1));
        return products.multiply(sizes, factor(lhs, left), factor(rhs, right), result, epilogue);
    }

    private Products.Factor factor(View view, long batchStride) {
        int rank = view.shape().rank();
        return new Products.Factor(CudaStorage.read(view, card), batchStride, view.layout().stride(rank - 2),
                view.layout().stride(rank - 1));
    }

    /** The distance from one matrix to the next, the same over all batch axes; −1 if there is none such. */
    private static long batchStride(Layout layout, int batchAxes) {
        long stride = 0;
        long matrices = 1;
        for (int axis = batchAxes - 1; axis >= 0; axis--) {
            long size = layout.shape().size(axis);
            if (size != 1) {
                if (matrices == 1) {
                    stride = layout.stride(axis);
                } else if (layout.stride(axis) != stride * matrices) {
                    return -1;
                }
                matrices *= size;
            }
        }
        return stride;
    }

    private void eachOfFirstAxis(View lhs, View rhs, View result) {
        for (long i = 0; i < result.shape().size(0); i++) {
            product(lhs.with(lhs.layout().select(0, i)), rhs.with(rhs.layout().select(0, i)),
                    result.with(result.layout().select(0, i)), Optional.empty());
        }
    }
}
